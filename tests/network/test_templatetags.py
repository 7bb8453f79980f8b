"""Template tags put the look to work: signs with words, honest blanks, counts in sentences."""

import re

import pytest
from django.template import Context, Template
from django.utils.translation import override

from network.icons import drawings
from network.templatetags import cordee


def rendered(source: str, **context: object) -> str:
    with override("fr"):
        return Template("{% load cordee %}" + source).render(Context(context))


def test_a_sign_beside_its_word_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in rendered('{% icon "search" %}')


def test_a_sign_alone_has_a_name():
    assert 'role="img" aria-label="Retirer &lt;Accueil&gt;"' in rendered(
        '{% icon "close" label=l %}', l="Retirer <Accueil>"
    )


def test_an_unknown_sign_fails_at_once():
    with pytest.raises(KeyError):
        rendered('{% icon "unicorn" %}')


@pytest.mark.parametrize("name", [*cordee.KINDS, *cordee.VISIBILITIES])
def test_every_kind_and_visibility_has_its_sign(name):
    assert name in drawings()


def test_a_kind_and_a_visibility_are_a_sign_and_a_word():
    assert "Observation</span>" in rendered('{% kind "observation" %}')
    assert "Tout le monde</span>" in rendered('{% visibility "public" %}')


def test_a_blank_is_said_and_offers_one_act():
    html = rendered(
        '{% blank "Coûts" note="Personne ne l’a demandé." act_url="/q/" act_label="Poser la question" %}'
    )

    assert "non renseigné" in html
    assert '<a href="/q/">Poser la question</a>' in html


def test_a_blank_without_an_act_has_no_link():
    assert "<a" not in rendered('{% blank "Coûts" %}')


def test_completeness_draws_a_tick_for_each_field_and_counts_in_words():
    html = rendered("{% completeness 19 24 blanks_url='#blanks' %}")

    assert html.count("tick-full") == 19
    assert html.count("tick-blank") == 5
    assert "19 champs remplis sur 24" in html
    assert '<a href="#blanks">5 blancs</a>' in html


def test_a_complete_sheet_speaks_of_no_blank():
    assert "blanc" not in rendered("{% completeness 24 24 %}")


def test_presence_is_drawn_and_said():
    html = rendered('{% presence "present absent to-come" %}')

    assert html.count("<svg") == 3
    assert "présent, absent, à venir" in html


def test_what_was_made_up_for_the_demonstration_says_so():
    assert "exemple fictif" in rendered("{% fictional %}")


def test_the_week_is_a_list_with_its_words():
    days = [
        {"name": "lun. 15", "knot": "done", "items": [{"label": "2 choses faites"}]},
        {"name": "mar. 16", "knot": "here", "is_today": True},
        {"name": "mer. 17", "knot": "none"},
    ]

    html = rendered("{% rope_days days %}", days=days)

    assert html.count('<li class="day') == 3
    assert 'aria-current="date"' in html
    assert "2 choses faites" in html


def test_words_typed_by_people_are_escaped_in_every_tag():
    bad = "<script>alert(1)</script>"

    html = rendered(
        "{% blank_word bad %}{% blank bad note=bad act_url=bad act_label=bad %}{% rope_days days %}",
        bad=bad,
        days=[{"name": bad, "knot": "none", "items": [{"label": bad}]}],
    )

    assert "<script>" not in html


def test_a_journal_knot_carries_the_sign_of_its_kind():
    html = rendered('{% rope_sign "milestone" then="slack" full=True %}')

    assert re.search(r'class="rope-sign rope-sign-full">\s*<svg class="icon"', html)
    assert "strand-slack" in html


def test_words_of_other_packages_get_the_apostrophe_and_the_spaces_of_their_language():
    assert rendered("{{ words|typeset }}", words="Confirmer l'accès:") == "Confirmer l’accès\u00a0:"
    assert rendered("{{ words|typeset }}", words="« Oui » ; où ?") == "«\u00a0Oui\u00a0»\u202f; où\u202f?"
    assert rendered('{{ words|typeset:"en" }}', words="Don't: stop") == "Don’t: stop"
    assert rendered("{{ words|typeset }}", words="l'<b>") == "l&#x27;&lt;b&gt;"
    assert rendered("{% filter typeset %}{{ words }}<i>{% endfilter %}", words="d'un") == "d’un<i>"
