"""A 3x3 kernel to edit by hand, with the picture it makes."""

from collections.abc import Callable, Mapping

import numpy as np

from course_utils.plots.notebook import in_notebook, show

_OWN = "my own"


def kernel_editor(draw: Callable, presets: Mapping[str, object], caption: str | Callable, alt: str | Callable) -> None:
    """Show a figure that is drawn again whenever one of nine numbers changes, or a preset is chosen.

    Like the dialog of an image editor (GIMP: Filters, Generic, Convolution Matrix) it also has a divisor, by which the
    result is divided, and an offset, which is added. Outside a notebook the figure is drawn once, with the first
    preset. A notebook that is opened without being run shows no editor: put a static figure beside it.

    Parameters
    ----------
    draw : callable
        Takes ``kernel`` (an array of shape (3, 3), already divided) and ``offset``, returns a figure or axes.
    presets : dict of str to array_like of shape (3, 3)
        Kernels to begin with, as whole or broken numbers, before the division.
    caption, alt : str or callable
        As in `show`; a callable gets the same arguments as `draw`.

    Raises
    ------
    ValueError
        If there are no presets, or one is not a 3x3 matrix.
    """
    kernels = {name: np.asarray(kernel, dtype=float) for name, kernel in presets.items()}
    if not kernels or any(kernel.shape != (3, 3) for kernel in kernels.values()):
        shapes = {name: kernel.shape for name, kernel in kernels.items()}
        raise ValueError(f"the editor needs presets of shape (3, 3), got {shapes}")

    def redraw(kernel: np.ndarray, offset: float) -> None:
        texts = [text(kernel=kernel, offset=offset) if callable(text) else text for text in (caption, alt)]
        show(draw(kernel=kernel, offset=offset), *texts)

    if not in_notebook():
        redraw(next(iter(kernels.values())), 0.0)
        return
    from IPython.display import display

    failures = []
    display(_dialog(redraw, kernels, failures))
    if failures:
        raise failures[0]


def _dialog(redraw: Callable, kernels: dict[str, np.ndarray], failures: list):
    """Return the widgets: a choice of presets, three rows of three numbers, divisor, offset, and the figure."""
    import ipywidgets as widgets

    narrow = widgets.Layout(width="5.5em")
    first = next(iter(kernels.values()))
    cells = [widgets.FloatText(value=weight, layout=narrow) for weight in first.ravel()]
    preset = widgets.Dropdown(options=[*kernels, _OWN], description="preset")
    divisor = widgets.FloatText(value=1.0, description="divisor", layout=widgets.Layout(width="12em"))
    offset = widgets.FloatText(value=0.0, description="offset", layout=widgets.Layout(width="12em"))
    figure = widgets.Output()
    filling = []  # not empty while a preset fills the cells: one picture then, not nine

    def refresh(*_) -> None:
        if filling:
            return
        kernel = np.array([cell.value for cell in cells]).reshape(3, 3)
        if preset.value != _OWN and not np.array_equal(kernel, kernels[preset.value]):
            preset.value = _OWN
        with figure:
            figure.clear_output(wait=True)
            try:
                redraw(kernel / (divisor.value or 1.0), offset.value)
            except Exception as error:
                failures.append(error)
                raise

    def fill(change) -> None:
        if change["new"] == _OWN:
            return
        filling.append(True)
        for cell, weight in zip(cells, kernels[change["new"]].ravel(), strict=True):
            cell.value = weight
        filling.clear()
        refresh()

    preset.observe(fill, "value")
    for control in (*cells, divisor, offset):
        control.observe(refresh, "value")
    rows = [widgets.HBox(cells[start : start + 3]) for start in (0, 3, 6)]
    refresh()
    settings = widgets.VBox([preset, divisor, offset])
    return widgets.VBox([widgets.HBox([widgets.VBox(rows), settings]), figure])
