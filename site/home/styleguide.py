"""Every component of the look with its states, on one page, in development only. Its facts are examples."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from formats.dotmap import Place
from formats.rope import Stop
from network.icons import drawings

COLOURS = [
    "neige",
    "papier",
    "brume",
    "voile",
    "ciel",
    "encre",
    "encre-2",
    "filet",
    "filet-fort",
    "sapin",
    "sapin-2",
    "corde",
    "corde-2",
    "corde-texte",
    "lichen",
    "lac",
    "foret",
    "courbe",
    "lointain",
    "alerte",
    "alerte-fond",
]
STOPS = [
    Stop(date(2023, 11, 27), "done", "27–28 nov.", "Autrans"),
    Stop(date(2024, 1, 16), "done", "16 janv.", "Webinaire 1"),
    Stop(date(2024, 2, 15), "done", "15 févr.", "Webinaire 2"),
    Stop(date(2024, 4, 18), "here", "18 avril", "Webinaire 3"),
    Stop(date(2024, 9, 23), "to-come", "23–26 sept.", "Lozère"),
]
STEPS = [
    {
        "word": "Vu",
        "title": "Voyage d’étude en Lozère",
        "url": "#thread",
        "note": "23–26 septembre 2024, six thèmes",
    },
    {
        "word": "Noté",
        "title": "« On parle plus librement »",
        "url": "#thread",
        "note": "carnet, le 25 septembre",
    },
    {
        "word": "Énoncé",
        "title": "Choisir l’hôte d’un voyage",
        "url": "#thread",
        "note": "note du 18 novembre 2024",
    },
]
TRIALS = [
    {"outcome": "kept", "word": "Gardé", "who": "par le Haut-Sérac", "note": "Deux jours plutôt que quatre."},
    {"outcome": "changed", "word": "Changé", "who": "aux Orres-Basses", "note": "L’hôte est venu chez eux."},
    {"outcome": "dropped", "word": "Abandonné", "who": "aux Trois-Cols", "note": "Trop loin, trop cher."},
]
DAYS = [
    {"name": "lun. 15", "knot": "done", "items": [{"label": "2 choses faites"}]},
    {"name": "mar. 16", "knot": "here", "is_today": True},
    {"name": "mer. 17", "knot": "none"},
    {
        "name": "jeu. 18",
        "knot": "to-come",
        "items": [{"label": "webinaire 3"}, {"label": "présences", "url": "#week"}],
    },
    {"name": "ven. 19", "knot": "waiting", "items": [{"label": "questionnaire"}]},
    {"name": "sam. 20", "knot": "none"},
    {"name": "dim. 21", "knot": "none"},
]
PLACES = [
    Place("Autrans", 45.175, 5.542),
    Place("Lozère", 44.319, 3.603),
    Place("Digne", 44.092, 6.236),
    Place("Dijon", 47.322, 5.041),
    Place("Clos du Doubs", 47.363, 7.153),
    Place("Millevaches", 45.65, 2.05),
]
KINDS = [
    ("action", "Action"),
    ("observation", "Observation"),
    ("difficulty", "Difficulté"),
    ("decision", "Décision"),
]
READERS = [("draft", "Brouillon"), ("team", "Équipe"), ("cycle", "Cycle"), ("public", "Tout le monde")]


class SampleForm(forms.Form):
    """One field of each sort."""

    place = forms.CharField(label="Commune", max_length=100)
    held_on = forms.DateField(label="Date de l’atelier 3", help_text="Jour, mois, année : 08/09/2022.")
    summary = forms.CharField(label="En deux phrases", widget=forms.Textarea, required=False)
    scale = forms.ChoiceField(label="Échelle", choices=[("village", "Village"), ("valley", "Vallée")])
    themes = forms.MultipleChoiceField(
        label="Thèmes", choices=[("a", "Accueil"), ("b", "Habitat")], widget=forms.CheckboxSelectMultiple
    )
    agree = forms.BooleanField(label="La photo montre des personnes qui sont d’accord", required=False)
    picture = forms.FileField(label="Photo", required=False)
    kind = forms.ChoiceField(label="Cela raconte plutôt", choices=KINDS, widget=forms.RadioSelect)
    visibility = forms.ChoiceField(label="Qui pourra lire", choices=READERS, widget=forms.RadioSelect)


def styleguide(request: HttpRequest) -> HttpResponse:
    """The page itself; `?scheme=dark` or `light` shows one theme whatever the machine prefers."""
    filled = {"place": "Autrans-Méaudre", "scale": "village", "kind": "observation", "visibility": "team"}
    return render(
        request,
        "styleguide.html",
        {
            "colours": COLOURS,
            "icons": sorted(drawings()),
            "stops": STOPS,
            "steps": STEPS,
            "trials": TRIALS,
            "days": DAYS,
            "places": PLACES,
            "links": [(0, 1), (0, 2), (0, 4)],
            "form": SampleForm(initial=filled),
            "wrong_form": SampleForm({**filled, "held_on": "vendredi 8 septembre 2022"}, prefix=None),
            "page_obj": Paginator(range(40), 10).page(2),
            "first_day": date(2023, 11, 27),
            "last_day": date(2023, 11, 28),
        },
    )
