"""Goals, measures and evaluations; below the address of their log."""

from django.urls import path

from cases.work import views, views_measure

app_name = "work"
urlpatterns = [
    path("mal/nytt/", views.SetGoal.as_view(), name="goal_set"),
    path("mal/<uuid:goal_id>/", views.ChangeGoal.as_view(), name="goal_change"),
    path("mal/<uuid:goal_id>/tiltak/nytt/", views_measure.SetMeasure.as_view(), name="measure_set"),
    path("tiltak/<uuid:measure_id>/", views_measure.measure_read, name="measure_read"),
    path("tiltak/<uuid:measure_id>/endre/", views_measure.ChangeMeasure.as_view(), name="measure_change"),
    path("tiltak/<uuid:measure_id>/evaluer/", views_measure.Evaluate.as_view(), name="evaluate"),
]
