import pytest

from network.names import folded


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Florac Trois Rivières", "florac trois rivieres"),
        ("St-Étienne-d’Œuvre", "saint etienne d oeuvre"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("Ste Énimie", "sainte enimie"),
        ("  ", ""),
    ],
)
def test_folded_keeps_plain_words_only(written, read):
    assert folded(written) == read
