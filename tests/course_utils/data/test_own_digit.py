"""A digit of one's own is prepared as MNIST was: size, place, and clear words where that cannot be done."""

import numpy as np
import pytest
from scipy import ndimage

from course_utils.data.own_digit import as_mnist, draw_strokes

STROKES = [[(0.2, 0.1), (0.6, 0.1), (0.6, 0.5), (0.3, 0.9)]]


@pytest.mark.parametrize("shift", [0.0, 0.15])
@pytest.mark.parametrize("scale", [0.3, 0.8])
def test_the_centre_of_mass_is_in_the_middle_and_the_box_is_20(shift, scale):
    strokes = [[(scale * x + shift, scale * y + shift) for x, y in stroke] for stroke in STROKES]
    prepared = as_mnist(draw_strokes(strokes))
    assert prepared.shape == (28, 28)
    assert prepared.dtype == np.uint8
    np.testing.assert_allclose(ndimage.center_of_mass(prepared), (13.5, 13.5), atol=0.6)
    rows = np.flatnonzero(prepared.any(axis=1))
    assert rows[-1] - rows[0] + 1 == 20


def test_a_flat_line_keeps_its_shape():
    prepared = as_mnist(draw_strokes([[(0.1, 0.5), (0.9, 0.5)]]))
    columns, rows = np.flatnonzero(prepared.any(axis=0)), np.flatnonzero(prepared.any(axis=1))
    assert len(columns) == 20
    assert len(rows) <= 4


@pytest.mark.parametrize(
    ("drawing", "complaint"),
    [
        (np.zeros((50, 50), np.uint8), "nothing on the paper"),
        (255 - draw_strokes(STROKES), "nearly everything is ink.* inverted"),
        (np.zeros((50, 50, 3), np.uint8), "grey picture"),
        (np.ones((50, 50)), "uint8"),
    ],
)
def test_what_is_no_digit_is_refused(drawing, complaint):
    with pytest.raises(ValueError, match=complaint):
        as_mnist(drawing)


def test_strokes_are_drawn_where_they_were_asked_for():
    drawing = draw_strokes([[(0.0, 0.5), (1.0, 0.5)]], size=100, width=4)
    assert drawing[50].min() == 255
    assert drawing[:40].max() == 0


def test_no_part_of_a_heavy_headed_digit_is_cut_off():
    heavy = [[(0.1, y), (0.9, y)] for y in (0.2, 0.25, 0.3)]
    for strokes in ([*heavy, [(0.5, 0.2), (0.5, 0.95)]], [[(y, x) for x, y in stroke] for stroke in heavy]):
        prepared = as_mnist(draw_strokes(strokes, width=6))
        rows, columns = (np.flatnonzero(prepared.any(axis=axis)) for axis in (1, 0))
        assert max(np.ptp(rows), np.ptp(columns)) == 19


@pytest.mark.parametrize(
    ("strokes", "complaint"),
    [
        ([(0.25, 0.2), (0.75, 0.2)], r"goes into a list: draw_strokes\(\[pen\]\)"),
        ([[(25, 20), (75, 20)]], r"from \(0, 0\) to \(1, 1\): the point \(25, 20\) is not on it"),
        ([[(0.5, 0.5), (0.5, float("nan"))]], "is not on it"),
        ([[(0.5, 0.5)]], "two or more, got 1"),
        ([[]], "two or more, got 0"),
        ([[(0, 0, 1), (1, 1, 1)]], "a list of points"),
        (["ab", "cd"], "a list of points"),
    ],
)
def test_what_is_no_stroke_is_told(strokes, complaint):
    with pytest.raises(ValueError, match=complaint):
        draw_strokes(strokes)
