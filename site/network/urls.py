from django.urls import path

from network.views import territories

urlpatterns = [
    path("", territories.DirectoryView.as_view(), name="territories"),
    path("<slug:slug>/", territories.TerritoryView.as_view(), name="territory"),
]
