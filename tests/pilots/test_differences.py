import time

import pytest

from learning.pilots.differences import Line, Part, differences


def test_a_changed_word_is_marked_inside_its_line():
    assert differences("Départ à neuf heures.", "Départ à dix heures.") == [
        Line(
            [
                Part("same", "Départ à "),
                Part("removed", "neuf"),
                Part("added", "dix"),
                Part("same", " heures."),
            ]
        )
    ]


def test_lines_that_stay_give_the_context():
    lines = differences("Un.\nDeux.", "Un.\nDeux.\nTrois.")

    assert [line.unchanged for line in lines] == [True, True, False]
    assert lines[2].parts == [Part("added", "Trois.")]


def test_what_was_removed_comes_before_what_was_added():
    signs = [part.sign for line in differences("A.\nB.\nC.", "Z.") for part in line.parts]

    assert signs == ["removed", "removed", "removed", "added"]


@pytest.mark.parametrize(("old", "new"), [("a " * 60_000, "b " * 60_000), ("a\n" * 4_000, "b\n" * 4_000)])
def test_long_texts_are_compared_quickly(old, new):
    start = time.thread_time()

    differences(old, new)

    assert time.thread_time() - start < 0.5
