"""Addresses of the individuell plan, below those of its log."""

from django.urls import path

from cases.plans import views, views_document

app_name = "plans"
urlpatterns = [
    path("", views.read, name="read"),
    path("start/", views.Start.as_view(), name="start"),
    path("endre/", views.Change.as_view(), name="change"),
    path("koordinator/", views.NameCoordinator.as_view(), name="coordinator"),
    path("pdf/", views_document.order, name="order"),
    path("pdf/<uuid:document_id>/", views_document.progress, name="document"),
    path("pdf/<uuid:document_id>/fil/", views_document.download, name="download"),
]
