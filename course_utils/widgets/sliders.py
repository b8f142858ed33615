"""Figures with sliders below them."""

from collections.abc import Callable

from course_utils import arguments
from course_utils.plots.notebook import in_notebook, show


def slider(draw: Callable, caption: str | Callable, alt: str | Callable, **values) -> None:
    """Show a figure that is drawn again whenever a slider below moves.

    Outside a notebook the figure is drawn once, at the start values. A notebook that is opened without being
    run shows no slider: put the figure's static counterpart beside it.

    Parameters
    ----------
    draw : callable
        Takes one keyword argument for each slider, returns a figure or axes.
    caption, alt : str or callable
        As in `show`; a callable gets the same arguments as `draw` and returns the text.
    **values
        For each argument of `draw` either ``(lowest, highest, step, start)`` for a slider over numbers
        (whole numbers if all four are), or a list of choices, of which the first is the start.

    Raises
    ------
    ValueError
        If the values of a slider make no sense.
    """
    starts = {name: _start(name, value) for name, value in arguments.mapping("the sliders", values).items()}
    arguments.function("draw", draw)
    if not in_notebook():
        show(draw(**starts), _text(caption, starts), _text(alt, starts))
        return
    from IPython.display import display

    failures = []
    view = _interactive(draw, caption, alt, values, failures)
    display(view)
    if failures:
        raise failures[0]


def _interactive(draw, caption, alt, values, failures):
    from ipywidgets import interactive

    def redraw(**current):
        try:
            show(draw(**current), _text(caption, current), _text(alt, current))
        except Exception as error:
            failures.append(error)  # ipywidgets only prints it; a failed cell has to be one
            raise

    return interactive(redraw, **{name: _control(name, value) for name, value in values.items()})


def _control(name, value):
    import ipywidgets as widgets

    options = {"description": name.replace("_", " "), "style": {"description_width": "initial"}}
    if isinstance(value, list):
        kind = widgets.RadioButtons if all(isinstance(choice, str) for choice in value) else widgets.SelectionSlider
        return kind(options=value, value=value[0], **options)
    low, high, step, start = value
    kind = widgets.IntSlider if all(isinstance(number, int) for number in value) else widgets.FloatSlider
    return kind(min=low, max=high, step=step, value=start, continuous_update=False, **options)


def _start(name, value):
    if isinstance(value, list) and value:
        return value[0]
    is_range = isinstance(value, tuple) and len(value) == 4 and not any(isinstance(part, str) for part in value)
    if is_range and value[0] <= value[3] <= value[1] and value[2] > 0:
        return value[3]
    raise ValueError(
        f"slider {name}={value!r}: expected (lowest, highest, step, start), such as {name}=(1, 6, 1, 2), "
        "or a list of choices"
    )


def _text(text: str | Callable, values: dict) -> str:
    return text(**values) if callable(text) else text
