import pytest

from learning.pilots.forms import title_from


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Le car est passé. Personne.", "Le car est passé"),
        ("# Une *grande* journée\n\nTexte", "Une grande journée"),
        ("\n\n- [le banc](https://exemple.fr) est là", "le banc est là"),
        ("Qui vient ? Nous.", "Qui vient ?"),
        ("***", "…"),
        ("mot " * 60, "mot " * 22 + "…"),
        ("x" * 300, "…"),
    ],
)
def test_the_first_sentence_serves_as_a_title(text, title):
    assert title_from(text) == title
