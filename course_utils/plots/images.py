"""Images side by side, and matrices as images."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from course_utils import arguments
from course_utils.plots.style import COLORS, INK, SMALL, axes_or_new, bare, panels


def image_grid(
    images: Sequence,
    titles: Sequence[str] | None = None,
    columns: int | None = None,
    row_labels: Sequence[str] | None = None,
    value_range: tuple[float, float] | None = None,
    correct: Sequence[bool] | None = None,
    title: str | None = None,
    colormap: str = "gray",
    size: float = 1.0,
    colors: int | None = None,
) -> Figure:
    """Draw images in rows and columns.

    Parameters
    ----------
    images : sequence of array_like
        Each (height, width), (height, width, 1) or (height, width, 3), as uint8 or as floating-point numbers.
    titles, row_labels : sequence of str, optional
        One above each image; one to the left of each row.
    columns : int, optional
        Images in a row; by default up to eight.
    value_range : (low, high), optional
        Values drawn as black and as white, the same for all images. By default 0 to 255 for integers, 0 to 1
        for numbers in [0, 1], else the smallest and the largest value of all images.
    correct : sequence of bool, optional
        Titles of images with False are drawn in the colour of a warning, with a cross in front.
    colormap : str
        For images of one channel; "coolwarm" for values with a sign.
    size : float
        Width of one image in inches; reduced where a row would be wider than a notebook.
    colors : int, optional
        Draw colour images with so many colours in all, 2 to 256, those that fit them best: a grid of noisy photos
        takes a quarter of the space in a notebook.
    """
    pictures = [_picture(image) for image in images]
    if not pictures:
        raise ValueError("there are no images to draw")
    columns = min(len(pictures), columns or 8)
    rows = -(-len(pictures) // columns)
    _require_length("titles", titles, len(pictures))
    _require_length("correct", correct, len(pictures))
    _require_length("row_labels", row_labels, rows)
    low, high = value_range or _value_range(pictures)
    pictures = [np.clip((picture.astype(float) - low) / (high - low), 0, 1) for picture in pictures]
    if colors is not None:
        pictures = _with_few_colors(pictures, colors)
    width = min(8.0, columns * size + (0.9 if row_labels else 0.0))
    height = width / columns + (0.25 if titles is not None else 0.0)
    figure, axes = panels(len(pictures), columns=columns, width=width, height=height)
    figure.get_layout_engine().set(w_pad=0.04, h_pad=0.04)
    for index, (ax, picture) in enumerate(zip(axes, pictures, strict=True)):
        ax.imshow(picture, cmap=colormap, vmin=0, vmax=1, interpolation="nearest")
        bare(ax)
        if titles is not None:
            wrong = correct is not None and not correct[index]
            weight, color, cross = ("bold", COLORS["validation"], "✗ ") if wrong else ("normal", INK, "")
            ax.set_title(f"{cross}{titles[index]}", loc="center", fontsize=10, pad=3, fontweight=weight, color=color)
        if row_labels is not None and index % columns == 0:
            ax.set_ylabel(row_labels[index // columns], rotation=0, ha="right", va="center")
    if title:
        figure.suptitle(title, x=0.01, ha="left")
    return figure


def heat_map(
    values,
    row_names: Sequence[str],
    column_names: Sequence[str],
    ax: Axes | None = None,
    title: str | None = None,
    xlabel: str = "",
    ylabel: str = "",
) -> Axes:
    """Draw a matrix of values between 0 and 1 as squares, the darker the larger, with the number in each from 0.05 on.

    Parameters
    ----------
    values : array_like, shape (rows, columns)
        From 0 to 1, such as the weights of an attention; NaN where there is nothing to show.
    """
    values = arguments.numbers("values", values, finite=False)
    if values.shape != (len(row_names), len(column_names)):
        raise ValueError(f"expected the shape {(len(row_names), len(column_names))} of the names, got {values.shape}")
    known = values[~np.isnan(values)]
    if not ((known >= -1e-6) & (known <= 1 + 1e-6)).all():
        raise ValueError(f"expected values from 0 to 1, got {known.min():g} to {known.max():g}")
    ax = axes_or_new(ax, figsize=(1.8 + 0.45 * len(column_names), 1.0 + 0.4 * len(row_names)), title=title)
    ax.imshow(values, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for row, column in zip(*np.nonzero(values >= 0.05), strict=True):
        value = values[row, column]
        color = "white" if value > 0.5 else INK
        ax.text(column, row, f"{value:.2f}", ha="center", va="center", fontsize=SMALL, color=color)
    ax.set_xticks(range(len(column_names)), column_names)
    ax.set_yticks(range(len(row_names)), row_names)
    ax.grid(visible=False)
    ax.tick_params(length=0)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    return ax


def _picture(image) -> np.ndarray:
    picture = arguments.to_numpy(image)
    if picture.ndim == 3 and picture.shape[2] == 1:
        picture = picture[:, :, 0]
    if picture.ndim not in (2, 3) or (picture.ndim == 3 and picture.shape[2] != 3) or not picture.size:
        raise ValueError(f"an image is (height, width), (height, width, 1) or (height, width, 3), got {picture.shape}")
    return picture


def _with_few_colors(pictures: list[np.ndarray], colors: int) -> list[np.ndarray]:
    """Return the pictures, values 0 to 1, with one palette for all that are in colour."""
    arguments.whole_number("colors", colors, 256, fewest=2)
    if any(picture.ndim == 2 for picture in pictures):
        raise ValueError("colors is for images in colour, (height, width, 3)")
    pixels = np.concatenate([picture.reshape(-1, 3) for picture in pictures])
    strip = Image.fromarray((255 * pixels[None]).round().astype(np.uint8))
    few = strip.quantize(colors, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")
    ends = np.cumsum([picture.shape[0] * picture.shape[1] for picture in pictures])[:-1]
    parts = np.split(np.asarray(few)[0] / 255, ends)
    return [part.reshape(picture.shape) for part, picture in zip(parts, pictures, strict=True)]


def _value_range(pictures) -> tuple[float, float]:
    if all(np.issubdtype(picture.dtype, np.integer) for picture in pictures):
        return 0.0, 255.0
    low = float(min(picture.min() for picture in pictures))
    high = float(max(picture.max() for picture in pictures))
    if low >= 0 and high <= 1:
        return 0.0, 1.0
    return (low, high) if high > low else (low, low + 1.0)


def _require_length(name, values, count) -> None:
    if values is not None and len(values) != count:
        raise ValueError(f"{name}: expected {count} entries, got {len(values)}")
