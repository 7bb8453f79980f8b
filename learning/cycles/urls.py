"""Addresses beside the pages. Numbers, so that a page that moves keeps its calendar."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from learning.cycles import views

app_name = "cycles"
urlpatterns = [
    path(_("calendars/cycle-<int:pk>.ics"), views.calendar, name="calendar"),
    path(_("calendars/session-<int:pk>.ics"), views.session_calendar, name="session_calendar"),
    path(_("materials/<int:pk>/"), views.material, name="material"),
    path(_("watch/<int:pk>/"), views.recording, name="recording"),
]
