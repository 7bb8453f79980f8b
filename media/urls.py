from django.urls import path

from media import views

urlpatterns = [
    path("media/<path:name>", views.public_file, name="media_public"),
    path("documents/<int:pk>/<path:filename>", views.document, name="media_document"),
    path("pictures/<path:name>", views.picture, name="media_picture"),
    path("recordings/<int:pk>/<str:filename>", views.recording, name="media_recording"),
]
