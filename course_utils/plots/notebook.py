"""Bring a finished figure in front of the reader, with caption and text alternative."""

import base64
import io
import os
from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image, ImageChops, ImageStat

_SHARPNESS = 1.5  # pixels of the image for each of the notebook: letters stay sharp on a fine screen
_INVISIBLE = 2.0  # mean change of the colours, of 255, that nobody sees


def show(figure: Figure | Axes, caption: str, alt: str) -> None:
    """Show a figure once, its caption below it and its text alternative in the image's metadata.

    In a notebook the figure becomes an image with ``{"image/png": {"alt": alt}}`` as metadata, the text
    alternative also as its plain-text form, and the caption becomes a line of text. In a script the caption is printed.
    Where the environment variable COURSE_FIGURES names a folder, the image is also saved there as 01.png, 02.png, ...
    The figure is closed, so that it takes no memory and is not shown again at the end of the cell.

    Parameters
    ----------
    figure : Figure or any Axes in it
    caption : str
        What the reader sees below the figure; Markdown with mathematics.
    alt : str
        What a reader who cannot see the figure needs to know: plain text.
    """
    figure = _figure_of(figure)
    folder = os.environ.get("COURSE_FIGURES")
    try:
        _require_text(caption=caption, alt=alt)
        image = _png(figure) if folder or in_notebook() else b""
    finally:
        plt.close(figure)
    if folder:
        _save(image, Path(folder))
    if in_notebook():
        from IPython.display import display

        text = base64.b64encode(image).decode("ascii")
        shown = {"alt": alt, "width": round(_width(image) / _SHARPNESS)}
        display({"image/png": text, "text/plain": alt}, metadata={"image/png": shown}, raw=True)
        display({"text/markdown": f"**Figure.** {caption}", "text/plain": f"Figure. {caption}"}, raw=True)
    else:
        print(f"Figure. {caption}")


def _figure_of(figure: Figure | Axes) -> Figure:
    if isinstance(figure, Axes):
        return figure.get_figure()
    if isinstance(figure, Figure):
        return figure
    raise TypeError(
        f"expected a matplotlib figure or axes, got {type(figure).__name__}; does draw() return its figure?"
    )


def _require_text(**texts: str) -> None:
    wanted = {
        "caption": "one sentence that the reader sees below the figure",
        "alt": "what the figure shows, in words, for a reader who cannot see it",
    }
    for name, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"the figure has no {name} (got {text!r}): write {wanted[name]}")


def _png(figure: Figure) -> bytes:
    """Return the same bytes for the same figure: no date, no version, few colours where few are enough."""
    drawn, stored = io.BytesIO(), io.BytesIO()
    figure.savefig(
        drawn,
        format="png",
        dpi=_SHARPNESS * 100,
        bbox_inches="tight",
        pad_inches=0.08,
        pil_kwargs={"compress_level": 1},
    )
    with Image.open(drawn) as picture:
        picture = picture.convert("RGB")
    few = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    change = ImageStat.Stat(ImageChops.difference(picture, few.convert("RGB")))
    if max(change.mean) <= _INVISIBLE:
        picture = few  # lines and areas; photographs keep their colours
    picture.save(stored, format="png", optimize=True)
    return stored.getvalue()


def _width(image: bytes) -> int:
    with Image.open(io.BytesIO(image)) as picture:
        return picture.width


def _save(image: bytes, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    number = len(list(folder.glob("*.png"))) + 1
    (folder / f"{number:02d}.png").write_bytes(image)


def in_notebook() -> bool:
    """Return whether a Jupyter kernel runs this code, which can show pictures and widgets."""
    from IPython import get_ipython

    return hasattr(get_ipython(), "kernel")
