"""Questions about what was read."""

from django.urls import path

from cases.questions import views

app_name = "questions"
urlpatterns = [
    path("", views.list_questions, name="list"),
    path(
        "nytt/<slug:pattern>/<int:user_id>/<int:unit_id>/<slug:since>/<slug:until>/",
        views.Send.as_view(),
        name="send",
    ),
    path("<uuid:question_id>/", views.read, name="read"),
    path("<uuid:question_id>/spor/", views.Ask.as_view(), name="ask"),
    path("<uuid:question_id>/svar/", views.Answer.as_view(), name="answer"),
    path("<uuid:question_id>/avgjor/", views.Conclude.as_view(), name="conclude"),
    path("<uuid:question_id>/rad/", views.Advise.as_view(), name="advise"),
]
