from django.urls import path

from cases.documents import views

app_name = "documents"

urlpatterns = [path("<uuid:file_id>/", views.fetch, name="fetch")]
