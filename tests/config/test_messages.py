"""What `check_translations` finds, without the gettext program."""

import polib
import pytest
from django.core.management import CommandError, call_command

from config import messages
from config.messages import Message


def test_sentences_of_a_module() -> None:
    source = """
_("One line")
gettext_lazy("Two parts " "in one")
ngettext("one", "many", count)
pgettext("month", "May")
_(variable)
"""

    assert list(messages.in_python(source)) == [
        Message("One line"),
        Message("Two parts in one"),
        Message("one", plural="many"),
        Message("May", context="month"),
    ]


def test_sentences_of_a_template() -> None:
    source = """
{% translate "Read \\"on\\"" %} {% translate 'May' context "month" %} {% translate "50%" as half %}
{% include "x.html" with label=_("Close") %} {{ name|default:_("Nobody") }}
{% blocktranslate with name=person.name trimmed %}
  Hello {{ name }},
  welcome
{% endblocktranslate %}
{% blocktranslate count n=total %}{{ n }} note{% plural %}{{ n }} notes{% endblocktranslate %}
{# {% translate "Not said" %} #}
"""

    assert list(messages.in_template(source)) == [
        Message('Read "on"'),
        Message("May", context="month"),
        Message("50%%"),
        Message("Close"),
        Message("Nobody"),
        Message("Hello %(name)s, welcome"),
        Message("%(n)s note", plural="%(n)s notes"),
    ]


@pytest.fixture
def catalogue(settings, tmp_path, monkeypatch):
    """A French catalogue of one's own, of a code that says two sentences."""
    settings.LOCALE_PATHS = [tmp_path]
    monkeypatch.setattr(
        messages,
        "said",
        lambda: {Message("Read"): "a.html", Message("%(n)s note", plural="%(n)s notes"): "b.py"},
    )
    path = messages.catalogue("fr")
    path.parent.mkdir(parents=True)

    def write(*entries: polib.POEntry) -> None:
        file = polib.POFile()
        file.metadata = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Plural-Forms": "nplurals=2; plural=(n > 1);",
        }
        file.extend(entries)
        file.save(str(path))
        file.save_as_mofile(str(path.with_suffix(".mo")))

    return write


READ = {"msgid": "Read", "msgstr": "Lire"}
NOTES = {
    "msgid": "%(n)s note",
    "msgid_plural": "%(n)s notes",
    "msgstr_plural": {0: "%(n)s note", 1: "%(n)s notes"},
}


def test_a_complete_catalogue_has_no_problem(catalogue) -> None:
    catalogue(polib.POEntry(**READ), polib.POEntry(**NOTES))

    assert list(messages.problems("fr")) == []


@pytest.mark.parametrize(
    ("read", "notes", "words"),
    [
        (READ | {"msgstr": ""}, NOTES, "not translated"),
        (READ | {"flags": ["fuzzy"]}, NOTES, "fuzzy"),
        (READ | {"msgid": "Write"}, NOTES, "not in the catalogue"),
        (READ, NOTES | {"msgstr_plural": {0: "%(n)s note", 1: ""}}, "not translated"),
        (READ, NOTES | {"msgstr_plural": {0: "%(x)s note", 1: "%(n)s notes"}}, "names x"),
    ],
)
def test_a_flaw_is_named(catalogue, read: dict, notes: dict, words: str) -> None:
    catalogue(polib.POEntry(**read), polib.POEntry(**notes))

    assert any(words in problem for problem in messages.problems("fr"))


def test_a_sentence_that_nobody_says_is_named(catalogue) -> None:
    catalogue(polib.POEntry(**READ), polib.POEntry(**NOTES), polib.POEntry(msgid="Old", msgstr="Vieux"))

    assert list(messages.problems("fr")) == ["“Old” is in the catalogue, and nothing says it."]


def test_a_compiled_catalogue_that_lags_behind_is_named(catalogue) -> None:
    catalogue(polib.POEntry(**READ), polib.POEntry(**NOTES))
    path = messages.catalogue("fr")
    path.write_text(path.read_text().replace("Lire", "Lisez"))

    assert ["django.mo does not say" in problem for problem in messages.problems("fr")] == [True]


def test_writing_adds_what_is_said_and_takes_out_the_rest(catalogue) -> None:
    catalogue(polib.POEntry(**READ), polib.POEntry(msgid="Old", msgstr="Vieux"))

    assert messages.write("fr") == (1, 1)
    assert {entry.msgid for entry in polib.pofile(str(messages.catalogue("fr")))} == {"Read", "%(n)s note"}


def test_the_command_fails_when_something_is_missing(catalogue) -> None:
    catalogue(polib.POEntry(**READ))

    with pytest.raises(CommandError, match="1 translations"):
        call_command("check_translations")
