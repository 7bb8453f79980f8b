"""Telling of trials. Included under the language prefix."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from knowledge_base.lessons import views

app_name = "lessons"

urlpatterns = [
    path(_("trials/lesson/<int:pk>/"), views.trial_of_lesson, name="trial_of_lesson"),
    path(_("trials/page/<int:pk>/"), views.trial_of_page, name="trial_of_page"),
]
