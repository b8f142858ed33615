"""The kernel editor: presets, nine numbers, divisor and offset."""

import numpy as np
import pytest

from course_utils import plots
from course_utils.widgets.kernel_editor import _dialog, kernel_editor

pytestmark = pytest.mark.usefixtures("clean_figures")


def draw(kernel, offset):
    return plots.number_grid(kernel + offset)


@pytest.fixture
def dialog():
    """Open the editor's dialog; every picture it draws is noted as (kernel, offset)."""
    drawn, failures = [], []
    presets = {"as it is": np.diag([0.0, 1, 0]), "blur": np.ones((3, 3))}
    view = _dialog(lambda kernel, offset: drawn.append((kernel.copy(), offset)), presets, failures)
    return view, drawn, failures


def controls(view):
    rows, settings = view.children[0].children
    cells = [cell for row in rows.children for cell in row.children]
    return cells, *settings.children


def test_outside_a_notebook_the_editor_shows_the_first_preset(capsys):
    kernel_editor(draw, {"blur": np.ones((3, 3))}, caption=lambda kernel, offset: f"sum {kernel.sum():g}", alt="a grid")
    assert capsys.readouterr().out == "Figure. sum 9\n"


def test_choosing_a_preset_draws_one_picture(dialog):
    view, drawn, _ = dialog
    _, preset, _, _ = controls(view)
    preset.value = "blur"
    assert len(drawn) == 2
    np.testing.assert_array_equal(drawn[-1][0], np.ones((3, 3)))


def test_a_number_the_divisor_and_the_offset_change_the_kernel(dialog):
    view, drawn, _ = dialog
    cells, preset, divisor, offset = controls(view)
    preset.value = "blur"
    cells[5].value = 3.0  # second row, third column
    divisor.value, offset.value = 2.0, 0.5
    kernel, added = drawn[-1]
    np.testing.assert_array_equal(kernel * 2, [[1, 1, 1], [1, 1, 3], [1, 1, 1]])
    assert added == 0.5
    assert preset.value == "my own"


def test_a_divisor_of_zero_does_not_divide(dialog):
    view, drawn, failures = dialog
    _, _, divisor, _ = controls(view)
    divisor.value = 0.0
    np.testing.assert_array_equal(drawn[-1][0], np.diag([0.0, 1, 0]))
    assert not failures


def test_what_goes_wrong_in_a_picture_is_kept():
    def broken(kernel, offset):
        raise ArithmeticError("no picture")

    failures = []
    with pytest.raises(ArithmeticError):
        _dialog(broken, {"blur": np.ones((3, 3))}, failures)
    assert [str(failure) for failure in failures] == ["no picture"]


@pytest.mark.parametrize("presets", [{}, {"too large": np.ones((5, 5))}])
def test_presets_of_another_size_are_refused(presets):
    with pytest.raises(ValueError, match="presets of shape"):
        kernel_editor(draw, presets, caption="a kernel", alt="a kernel")
