from django.urls import path

from media import views

urlpatterns = [
    path("media/<path:name>", views.public_file, name="media_public"),
    path("pictures/<int:pk>/", views.picture, name="media_picture"),
    path("recordings/<int:pk>/", views.recording, name="media_recording"),
]
