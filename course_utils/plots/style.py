"""The look of every figure in the course: colours, fonts, sizes."""

from collections.abc import Sequence
from itertools import cycle

import matplotlib as mpl
from cycler import cycler
from matplotlib.transforms import ScaledTranslation

from course_utils import arguments

# Okabe and Ito (2008), "Color Universal Design": told apart with any common form of colour blindness.
_BLUE, _VERMILLION, _GREEN, _PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
_SKY, _ORANGE, _YELLOW, _BLACK = "#56B4E9", "#E69F00", "#F0E442", "#000000"

COLORS = {
    "train": _BLUE,
    "validation": _VERMILLION,
    "test": _GREEN,
    "class_0": _SKY,
    "class_1": _ORANGE,
    "class_2": _GREEN,
    "class_3": _PURPLE,
    "class_4": _BLUE,
    "class_5": _VERMILLION,
    "class_6": _YELLOW,
    "class_7": _BLACK,
    "class_8": "#8C8C8C",
    "class_9": "#882255",
    "neutral": "#5F6368",
    "highlight": _PURPLE,
    "chance": "#8C8C8C",
}
LINE_COLORS = (_BLUE, _VERMILLION, _GREEN, _PURPLE, _ORANGE, _SKY, _BLACK)
INK = "#202124"
SMALL = 9.5  # points; notes, direct labels, numbers inside a figure

_STYLE = {
    "axes.axisbelow": True,
    "axes.edgecolor": COLORS["neutral"],
    "axes.facecolor": "white",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.labelsize": 11,
    "axes.prop_cycle": cycler(color=LINE_COLORS),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlepad": 9,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.w_pad": 0.1,
    "figure.dpi": 100,
    "figure.facecolor": "white",
    "figure.figsize": (7.0, 4.0),
    "figure.titlesize": 12,
    "figure.titleweight": "bold",
    "font.size": 10.5,
    "grid.color": "#E3E5E8",
    "grid.linewidth": 0.8,
    "image.cmap": "gray",
    "legend.fontsize": 10,
    "legend.framealpha": 0.9,
    "lines.linewidth": 2.0,
    "savefig.dpi": 100,
    "savefig.facecolor": "white",
    "xtick.color": COLORS["neutral"],
    "xtick.labelcolor": INK,
    "ytick.color": COLORS["neutral"],
    "ytick.labelcolor": INK,
}


def use_style() -> None:
    """Give every figure from now on the look of the course; opaque white, so that it is legible in a dark notebook."""
    mpl.rcParams.update(_STYLE)


def panels(count: int, columns: int | None = None, width: float = 8.0, height: float = 3.0, **options):
    """Open a figure with several panels side by side.

    Parameters
    ----------
    columns : int, optional
        Panels in one row; by default up to three.
    width, height : float
        Width of the figure and height of one row of panels, in inches (100 pixels).
    **options
        Passed on to `matplotlib.pyplot.subplots`, for instance ``sharey=True``.

    Returns
    -------
    figure : matplotlib.figure.Figure
    axes : list of matplotlib.axes.Axes
        One for each panel, row by row.
    """
    import matplotlib.pyplot as plt

    arguments.whole_number("count", count, 400, fewest=1, remark=" panels")
    columns = min(count, 3 if columns is None else arguments.whole_number("columns", columns, 400, fewest=1))
    arguments.number("width", width, 0.1, 100)
    arguments.number("height", height, 0.1, 100)
    rows = -(-count // columns)
    figure, grid = plt.subplots(rows, columns, figsize=(width, rows * height), squeeze=False, **options)
    for spare in grid.flat[count:]:
        spare.remove()
    return figure, list(grid.flat[:count])


def axes_or_new(ax, figsize: tuple[float, float] | None = None, title: str | None = None):
    """Return `ax`, or the axes of a new figure if there is none, with the title if there is one.

    What can be wrong with the data is looked at before, so that an error leaves no empty figure behind.
    """
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.subplots(figsize=figsize)[1]
    if not hasattr(ax, "transAxes"):
        raise TypeError(f"ax is {arguments.shown(ax)}; it must be one of the axes of a figure, as of plots.panels.")
    if title:
        ax.set_title(title)
    return ax


def bare(ax) -> None:
    """Take ticks, grid and frame away."""
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)


def number_text(value: float) -> str:
    """Return three digits, or all of a larger whole number, without a minus in front of zero."""
    text = f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return "0" if float(text) == 0 else text.replace("-", "−")


def legend_below(ax) -> None:
    """Put the legend below the axes, where it hides nothing."""
    below = ax.transAxes + ScaledTranslation(0, -40 / 72, ax.figure.dpi_scale_trans)
    names = ax.get_legend_handles_labels()[1]
    if not names:
        return
    widest = 32 + 6 * max(len(name) for name in names)  # points, with its marker
    room = ax.get_window_extent().width * 72 / ax.figure.dpi
    place = {"loc": "upper left", "bbox_to_anchor": (0, 0), "bbox_transform": below}
    distances = {"borderpad": 0, "borderaxespad": 0, "columnspacing": 1.2, "handletextpad": 0.5}
    ax.legend(**place, **distances, ncols=max(1, int(room / widest)), frameon=False)


def line_colors(names: Sequence[str]) -> list[str]:
    """Return a colour for each name: the one of its role (training, test, ...) or the next free one."""
    roles = [_role(name) for name in names]
    taken = {COLORS[role] for role in roles if role}
    others = cycle([color for color in LINE_COLORS if color not in taken] or LINE_COLORS)
    return [COLORS[role] if role else next(others) for role in roles]


def _role(name: str) -> str | None:
    name = str(name).lower()
    for start, role in (("train", "train"), ("val", "validation"), ("test", "test"), ("chance", "chance")):
        if name.startswith(start):
            return role
    return "train" if name in ("loss", "accuracy") else None
