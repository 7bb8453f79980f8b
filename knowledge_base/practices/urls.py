"""Proposing, and writing to those who answer for a practice. Included under the language prefix."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from knowledge_base.practices.views import contact, proposals

app_name = "practices"

urlpatterns = [
    path(_("proposals/"), proposals.mine, name="mine"),
    path(_("proposals/new/"), proposals.propose, name="propose"),
    path(_("proposals/<int:pk>/"), proposals.draft, name="draft"),
    path(_("proposals/<int:pk>/edit/"), proposals.edit, name="edit"),
    path(_("proposals/<int:pk>/submit/"), proposals.submit, name="submit"),
    path(_("proposals/<int:pk>/delete/"), proposals.delete, name="delete"),
    path(_("practices/<int:pk>/write/"), contact.write, name="contact"),
    path(_("practices/<int:pk>/ask/<slug:field>/"), contact.ask, name="ask"),
]
