"""One look for all figures, and their way to the reader: caption and text alternative."""

import base64
import io
import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from nbconvert import HTMLExporter
from PIL import Image

from course_utils import plots
from course_utils.plots import notebook
from harness.notebooks import run_notebook
from tools.files import ROOT

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
XOR = np.array([0, 1, 1, 0])

pytestmark = pytest.mark.usefixtures("clean_figures")


def test_figures_are_opaque_white_whatever_the_theme_of_the_notebook():
    image = drawn_image(plots.functions({"sine": np.sin}))
    assert image.mode in ("RGB", "P")
    assert "transparency" not in image.info
    assert image.convert("RGB").getpixel((1, 1)) == (255, 255, 255)


def drawn_image(ax):
    return Image.open(io.BytesIO(notebook._png(ax.figure)))


HELPERS = {
    "scatter_classes": lambda ax=None: plots.scatter_classes(CORNERS, XOR, ax=ax),
    "decision_regions": lambda ax=None: plots.decision_regions(lambda x: x[:, 0], CORNERS, XOR, ax=ax),
    "line_in_plane": lambda ax=None: plots.line_in_plane([1, 2], ax=ax),
    "functions": lambda ax=None: plots.functions({"sine": np.sin, "cosine": np.cos}, ax=ax),
    "curves": lambda ax=None: plots.curves({"training": np.ones((3, 4)), "test": np.zeros((3, 4))}, ax=ax),
}
OWN_FIGURE = {
    "intervals": lambda: plots.intervals({"ReLU": [1]}, runs=3, groups=["a"]),
    "network_diagram": lambda: plots.network_diagram([2, 3, 1], title="three layers"),
}
FIGURES = {
    "activations": lambda: plots.activations({"ReLU": lambda z: np.maximum(z, 0)}),
    "image_grid": lambda: plots.image_grid(np.zeros((3, 4, 4)), columns=2, row_labels=["a", "b"], title="black"),
}


@pytest.mark.parametrize("helper", HELPERS.values(), ids=HELPERS)
def test_helpers_draw_into_given_axes_or_into_a_new_figure(helper):
    _, ax = plt.subplots()
    assert helper(ax=ax) is ax
    new = helper()
    assert isinstance(new, Axes)
    assert new.figure is not ax.figure
    new.figure.draw_without_rendering()


@pytest.mark.parametrize("helper", FIGURES.values(), ids=FIGURES)
def test_helpers_of_several_panels_return_their_figure(helper):
    assert isinstance(helper(), Figure)


@pytest.mark.parametrize("helper", (HELPERS | OWN_FIGURE | FIGURES).values(), ids=HELPERS | OWN_FIGURE | FIGURES)
def test_show_prints_the_caption_closes_the_figure_and_fits_a_notebook(helper, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_FIGURES", str(tmp_path / "figures"))
    plots.show(helper(), caption="What is seen.", alt="In words.")
    assert capsys.readouterr().out == "Figure. What is seen.\n"
    assert not plt.get_fignums()
    saved = tmp_path / "figures" / "01.png"
    assert saved.stat().st_size < 60_000
    with Image.open(saved) as image:
        assert image.width / notebook._SHARPNESS <= 850


def test_figures_are_numbered_in_their_order(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_FIGURES", str(tmp_path))
    for _ in range(2):
        plots.show(plots.functions({"sine": np.sin}), "A wave.", "A wave.")
    first, second = sorted(tmp_path.iterdir())
    assert (first.name, second.name) == ("01.png", "02.png")
    assert first.read_bytes() == second.read_bytes()  # the same figure, the same bytes


def test_a_photograph_keeps_its_colours():
    photograph = np.random.default_rng(0).integers(0, 256, size=(60, 60, 3), dtype=np.uint8)
    assert drawn_image(plots.image_grid([photograph], size=3.0).axes[0]).mode == "RGB"


@pytest.mark.parametrize(
    "texts", [{"caption": "", "alt": "a"}, {"caption": "a", "alt": " "}, {"caption": "a", "alt": None}]
)
def test_a_figure_without_caption_or_text_alternative_is_refused(texts):
    with pytest.raises(ValueError, match=r"the figure has no (caption|alt)"):
        plots.show(plots.functions({"sine": np.sin}), **texts)


def test_something_that_is_no_figure_is_refused():
    with pytest.raises(TypeError, match="expected a matplotlib figure or axes, got NoneType"):
        plots.show(None, "a", "b")


NOTEBOOK = [
    "import numpy as np\nfrom course_utils import plots\nplots.use_style()",
    "plots.show(plots.functions({'sine': np.sin}), caption='One **wave**.', alt='A sine wave.')",
    "import matplotlib.pyplot as plt\nprint(plt.get_fignums())",
]


@pytest.fixture(scope="module")
def executed():
    return run_notebook(NOTEBOOK)


def test_a_notebook_stores_the_image_once_with_its_text_alternative_and_caption(executed):
    image, caption = executed.cells[1].outputs
    assert image.output_type == caption.output_type == "display_data"
    assert image.metadata["image/png"]["alt"] == image.data["text/plain"] == "A sine wave."
    assert caption.data["text/markdown"] == "**Figure.** One **wave**."
    with Image.open(io.BytesIO(base64.b64decode(image.data["image/png"]))) as picture:
        assert picture.format == "PNG"
        assert not picture.info.get("Software")
        assert image.metadata["image/png"]["width"] == round(picture.width / notebook._SHARPNESS)


def test_a_figure_that_was_shown_is_not_kept(executed):
    assert executed.cells[2].outputs[0].text == "[]\n"


def test_nbconvert_reads_the_text_alternative(executed):
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(executed)
    assert 'alt="A sine wave."' in page


def test_plots_do_not_load_keras():
    code = "import sys, course_utils.plots; sys.exit('keras' in sys.modules or 'ipywidgets' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=300)
