"""Contour lines are light and always the same."""

import gzip

from formats import contours


def test_contours_are_light_and_hidden_from_screen_readers():
    drawing = contours.draw()

    assert 'aria-hidden="true"' in drawing
    assert len(gzip.compress(drawing.encode())) < 5_000


def test_each_level_crosses_the_ground_where_its_height_is():
    level = contours.LEVELS[3]

    (x, y), _end = contours.segments(level)[0]

    assert abs(contours.height_at(x, y) - level) < 0.02


def test_segments_that_touch_are_joined_into_one_line():
    pieces = [((0, 0), (1, 0)), ((2, 0), (1, 0)), ((5, 5), (6, 6))]

    assert sorted(map(len, contours.joined(pieces))) == [2, 3]
