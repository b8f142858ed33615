"""The figures: that they show the right thing, and reach the reader with caption and text alternative."""

import base64
import io
import subprocess
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from PIL import Image

from course_utils import plots
from course_utils.plots import notebook
from course_utils.plots.labels import spread
from course_utils.statistics import wilson_interval

COURSE = Path(__file__).resolve().parent.parent
CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
XOR = np.array([0, 1, 1, 0])


pytestmark = pytest.mark.usefixtures("clean_figures")


def lines_of_score(ax):
    """Return the vertices of the line at the threshold: the contour that is not filled."""
    [line] = [contour for contour in ax.collections if hasattr(contour, "levels") and not contour.filled]
    return np.concatenate([path.vertices for path in line.get_paths()])


# decision regions and points


def test_the_line_of_decision_regions_lies_where_the_score_crosses_the_threshold():
    ax = plots.decision_regions(lambda x: 2 * x[:, 0] + x[:, 1], limits=((-1, 2), (-3, 1)), threshold=0.75)
    x, y = lines_of_score(ax).T
    np.testing.assert_allclose(2 * x + y, 0.75, atol=1e-9)
    assert np.ptp(y) == pytest.approx(4)  # it runs through the whole picture
    assert ax.get_xlim() == (-1, 2)
    assert ax.get_ylim() == (-3, 1)


def test_a_curved_line_follows_its_circle():
    ax = plots.decision_regions(lambda x: np.hypot(*x.T)[:, None], limits=(-2, 2), threshold=1.5)
    np.testing.assert_allclose(np.hypot(*lines_of_score(ax).T), 1.5, atol=1e-3)


@pytest.mark.parametrize("noise", [0.0, 1e-15])
def test_a_score_that_is_the_threshold_everywhere_has_no_line(noise):
    ax = plots.decision_regions(lambda x: 0.5 + noise * np.sin(99 * x[:, 0]), CORNERS, XOR)
    assert not [contour for contour in ax.collections if hasattr(contour, "levels") and not contour.filled]


def test_decision_regions_ask_the_model_once_for_the_whole_plane():
    asked = []

    def predict(x):
        asked.append(x)
        return x[:, 0]

    plots.decision_regions(predict, limits=((0, 1), (5, 7)), resolution=11)
    [grid] = asked
    assert grid.shape == (121, 2)
    np.testing.assert_allclose(np.unique(grid[:, 0]), np.linspace(0, 1, 11))
    np.testing.assert_allclose(np.unique(grid[:, 1]), np.linspace(5, 7, 11))


def test_the_plane_holds_every_point_with_room_around_it():
    ax = plots.decision_regions(lambda x: x[:, 0], CORNERS, XOR)
    for low, high in (ax.get_xlim(), ax.get_ylim()):
        assert low < 0
        assert high > 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"predict": lambda x: x, "limits": (0, 1)}, "predict got"),
        ({"predict": lambda x: x[:3, 0], "limits": (0, 1)}, "predict got"),
        ({"predict": lambda x: np.full(len(x), np.nan), "limits": (0, 1)}, "not finite"),
        ({"predict": lambda x: x[:, 0]}, "limits="),
        ({"predict": lambda x: x[:, 0], "limits": (1, 0)}, "low < high"),
        ({"predict": lambda x: x[:, 0], "points": CORNERS, "labels": [0, 1]}, "4 points need as many labels"),
        ({"predict": lambda x: x[:, 0], "points": CORNERS[:, :1], "labels": XOR}, r"shape \(n, 2\)"),
        ({"predict": lambda x: x[:, 0], "points": CORNERS, "labels": XOR - 0.5}, "0 to 9"),
    ],
)
def test_decision_regions_say_what_is_wrong_and_leave_no_figure_behind(arguments, message):
    with pytest.raises(ValueError, match=message):
        plots.decision_regions(**arguments)
    assert not plt.get_fignums()


def test_each_class_has_a_colour_and_a_marker_of_its_own():
    points = np.random.default_rng(0).normal(size=(40, 2))
    ax = plots.scatter_classes(points, np.repeat(np.arange(10), 4))
    groups = [group for group in ax.collections if isinstance(group, PathCollection)]
    colors = {tuple(group.get_facecolor()[0]) for group in groups}
    markers = {group.get_paths()[0].vertices.tobytes() for group in groups}
    assert len(colors) == len(markers) == 10
    np.testing.assert_allclose(groups[3].get_offsets(), points[12:16])


def test_points_that_fall_together_share_one_annotation():
    hidden = [[0, 0], [1, 0], [1, 0], [2, 1]]
    ax = plots.scatter_classes(hidden, XOR, annotations=["00", "01", "10", "11"])
    assert sorted(text.get_text() for text in ax.texts) == ["00", "01, 10", "11"]


def test_a_line_in_the_plane_satisfies_its_equation_and_keeps_the_picture():
    ax = plots.scatter_classes(CORNERS, XOR)
    before = ax.get_xlim(), ax.get_ylim()
    plots.line_in_plane([[1.0], [-2.0]], bias=0.25, ax=ax, threshold=0.5)
    x, y = ax.lines[-1].get_data()
    np.testing.assert_allclose(x - 2 * y + 0.25, 0.5, atol=1e-12)
    assert (ax.get_xlim(), ax.get_ylim()) == before
    assert min(x) < before[0][0]  # it leaves the picture on both sides
    assert max(x) > before[0][1]


@pytest.mark.parametrize("weights", [[1, 0], [0, -3]])
def test_vertical_and_horizontal_lines_are_drawn_too(weights):
    ax = plots.line_in_plane(weights, bias=0.5)
    x, y = ax.lines[-1].get_data()
    np.testing.assert_allclose(weights[0] * x + weights[1] * y + 0.5, 0, atol=1e-12)


@pytest.mark.parametrize("weights", [[0, 0], [1, 2, 3], [np.nan, 1]])
def test_without_a_direction_there_is_no_line(weights):
    with pytest.raises(ValueError, match="two finite weights"):
        plots.line_in_plane(weights)


# functions


def panel(figure, name):
    [ax] = [ax for ax in figure.axes if ax.get_title(loc="left") == name]
    return ax, *(line.get_data() for line in ax.lines[:2])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def test_numerical_slopes_agree_with_the_closed_form():
    figure = plots.activations({"sigmoid": sigmoid, "tanh": np.tanh})
    ax, _, (z, slope) = panel(figure, "sigmoid")
    np.testing.assert_allclose(slope, sigmoid(z) * (1 - sigmoid(z)), atol=1e-6)
    assert "steepest slope 0.25" in [text.get_text() for text in ax.texts]
    _, _, (z, slope) = panel(figure, "tanh")
    np.testing.assert_allclose(slope, 1 / np.cosh(z) ** 2, atol=1e-6)


def test_a_jump_is_a_gap_and_has_no_slope():
    figure = plots.activations({"step": lambda z: (z > 1).astype(float)})
    ax, (z, values), (_, slope) = panel(figure, "step")
    assert np.abs(z[np.isnan(values)] - 1).max() < 1e-3
    assert np.nanmax(np.abs(slope)) == 0
    assert [text.get_text() for text in ax.texts] == ["slope 0, but a jump at 1.0"]


def test_the_slope_of_relu_is_zero_or_one_and_nothing_between():
    _, _, (_, slope) = panel(plots.activations({"ReLU": lambda z: np.maximum(z, 0)}), "ReLU")
    slope = slope[np.isfinite(slope)]
    assert np.minimum(np.abs(slope), np.abs(slope - 1)).max() < 1e-6


def test_single_precision_does_not_tear_a_straight_line_apart():
    figure = plots.activations({"linear": lambda z: np.float32(3) * z.astype("float32")})
    _, _, (_, slope) = panel(figure, "linear")
    assert np.isfinite(slope).all()


def test_a_given_derivative_is_drawn_as_given():
    figure = plots.activations({"square": np.square}, derivatives={"square": lambda z: 5 + 0 * z})
    assert set(panel(figure, "square")[2][1]) == {5.0}


def test_functions_are_named_at_their_ends_in_their_colours():
    ax = plots.functions({"one": lambda x: 0 * x + 1, "two": lambda x: 0 * x + 2}, limits=(0, 1))
    names = {text.get_text(): text for text in ax.texts}
    assert set(names) == {"one", "two"}
    assert names["two"].xy[1] == 2
    assert names["two"].get_color() == ax.lines[1].get_color() != ax.lines[0].get_color()


def test_functions_say_which_of_them_has_a_wrong_shape():
    with pytest.raises(ValueError, match="bad: expected one value"):
        plots.functions({"good": np.sin, "bad": lambda x: x[:5]})


def test_names_are_moved_apart_as_little_as_possible():
    wanted = np.array([30.0, 0.0, 31.0, 32.0])
    placed = spread(wanted, 10.0)
    np.testing.assert_allclose(placed, [21, 0, 31, 41])
    np.testing.assert_allclose(spread(np.array([0.0, 50.0]), 10.0), [0, 50])


# runs


def test_names_stand_beside_the_ends_of_their_curves_whatever_the_scale():
    ends = {"high": 900.0, "middle": 500.0, "low": 100.0}
    ax = plots.curves({name: np.array([0.0, end]) for name, end in ends.items()})
    ax.figure.canvas.draw()
    for text in ax.texts:
        box = text.get_window_extent()
        place = ax.transData.inverted().transform((0, (box.y0 + box.y1) / 2))[1]
        assert place == pytest.approx(ends[text.get_text()], abs=40)


def test_curves_show_mean_and_range_of_the_runs_and_say_so():
    runs = np.random.default_rng(1).normal(size=(20, 6))
    ax = plots.curves({"training": runs, "validation": runs[0]})
    np.testing.assert_allclose(ax.lines[0].get_ydata(), runs.mean(axis=0))
    assert ax.lines[0].get_color() == plots.COLORS["train"]
    assert ax.lines[1].get_color() == plots.COLORS["validation"]
    [band] = ax.collections
    box = band.get_paths()[0].get_extents()
    assert (box.y0, box.y1) == pytest.approx((runs.min(), runs.max()))
    assert "line: mean of 20 runs; band: smallest to largest" in [text.get_text() for text in ax.texts]


def test_the_quantile_band_is_narrower_than_the_range():
    runs = np.arange(101.0)[:, None] * np.ones(3)
    [band] = plots.curves({"a": runs}, band="10-90").collections
    box = band.get_paths()[0].get_extents()
    assert (box.y0, box.y1) == pytest.approx((10, 90))


def test_a_history_keeps_its_epochs():
    history = pd.DataFrame({"loss": [3.0, 2.0], "val_loss": [4.0, 3.0]}, index=[5, 6])
    ax = plots.curves(history)
    assert list(ax.lines[1].get_xdata()) == [5, 6]
    assert list(ax.lines[1].get_ydata()) == [4, 3]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"series": {}}, "no curves"),
        ({"series": {"a": [1, 2]}, "band": "std"}, "band must be"),
        ({"series": {"a": [1, 2]}, "x": [1, 2, 3]}, "a: 2 values need as many x"),
        ({"series": {"a": np.ones((2, 2, 2))}}, "a: expected shape"),
    ],
)
def test_curves_say_what_is_wrong(arguments, message):
    with pytest.raises(ValueError, match=message):
        plots.curves(**arguments)


def test_intervals_draw_rates_with_the_ends_of_wilson():
    ax = plots.intervals({"ReLU": [15, 83], "tanh": [47, 100]}, runs=100, groups=[2, 8])
    points, caps, [bars] = ax.containers[1]
    np.testing.assert_allclose(points.get_ydata(), [0.47, 1.0])
    for segment, count in zip(bars.get_segments(), [47, 100], strict=True):
        np.testing.assert_allclose(segment[:, 1], wilson_interval(count, 100), atol=1e-12)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2", "8"]
    assert caps


# images and diagrams


def test_images_share_one_scale():
    figure = plots.image_grid(np.array([[[0, 51]], [[102, 255]]], dtype="uint8"))
    shown = [ax.images[0].get_array() for ax in figure.axes]
    np.testing.assert_allclose(np.concatenate(shown), [[0, 0.2], [0.4, 1]])
    figure = plots.image_grid([np.array([[-1.0, 0.0]]), np.array([[1.0, 3.0]])])
    np.testing.assert_allclose(np.concatenate([ax.images[0].get_array() for ax in figure.axes]), [[0, 0.25], [0.5, 1]])


def test_wrong_answers_differ_in_colour_and_sign():
    figure = plots.image_grid(np.zeros((2, 3, 3)), titles=["7", "1"], correct=[True, False])
    right, wrong = (ax.title for ax in figure.axes)
    assert (right.get_text(), wrong.get_text()) == ("7", "✗ 1")
    assert right.get_color() != wrong.get_color()


def test_image_grid_draws_photos_with_few_colors():
    photos = np.random.default_rng(0).uniform(0.2, 0.8, size=(3, 8, 6, 3))
    drawn = [ax.images[0].get_array() for ax in plots.image_grid(photos, colors=16).axes]
    assert [image.shape for image in drawn] == [(8, 6, 3)] * 3
    assert len(np.unique(np.concatenate([image.reshape(-1, 3) for image in drawn]), axis=0)) <= 16
    assert np.abs(np.stack(drawn) - photos).mean() < 0.1
    two_sizes = plots.image_grid([photos[0], photos[1][:5, :5]], colors=256).axes
    assert two_sizes[1].images[0].get_array().shape == (5, 5, 3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"images": []}, "no images"),
        ({"images": np.zeros((2, 9))}, "an image is"),
        ({"images": np.zeros((2, 3, 3)), "titles": ["a"]}, "titles: expected 2 entries, got 1"),
        ({"images": np.zeros((4, 3, 3)), "columns": 2, "row_labels": ["a"]}, "row_labels: expected 2"),
    ],
)
def test_image_grid_says_what_is_wrong(arguments, message):
    with pytest.raises(ValueError, match=message):
        plots.image_grid(**arguments)


def test_the_diagram_has_a_line_for_each_weight_drawn_by_sign_and_size():
    kernels = [np.ones((2, 2)), np.array([[1.0], [-2.0]])]
    ax = plots.network_diagram([2, 2, 1], weights=kernels, biases=[[0, -1], [0]])
    edges = [line for line in ax.lines if len(line.get_xdata()) == 2]
    assert len(edges) == 6
    positive, negative = edges[4:]
    assert positive.get_color() == plots.COLORS["train"]
    assert negative.get_linestyle() == "--"
    assert negative.get_linewidth() > positive.get_linewidth()
    texts = [text.get_text() for text in ax.texts]
    assert texts.count("1") == 5
    assert {"−2", "bias −1", "input", "hidden", "output"} <= set(texts)


def test_of_a_wide_layer_the_diagram_shows_the_ends():
    texts = [text.get_text() for text in plots.network_diagram([2, 100, 1]).texts]
    assert {"$h_{1}$", "⋮", "$h_{100}$"} <= set(texts)
    assert "$h_{50}$" not in texts


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"layer_sizes": [3]}, "at least two layers"),
        ({"layer_sizes": [2, 1], "weights": [np.ones((1, 2))]}, "weights: expected the shapes"),
        ({"layer_sizes": [2, 1], "biases": [[1, 2]]}, "biases: expected the shapes"),
        ({"layer_sizes": [2, 1], "unit_names": [["a"], ["b"]]}, "unit_names: expected"),
        ({"layer_sizes": [2, 1], "layer_names": ["in"]}, "layer_names: expected"),
    ],
)
def test_the_diagram_says_what_does_not_fit(arguments, message):
    with pytest.raises(ValueError, match=message):
        plots.network_diagram(**arguments)


# one look, and the way to the reader


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
    "intervals": lambda ax=None: plots.intervals({"ReLU": [1]}, runs=3, groups=["a"], ax=ax, chance=0.5),
    "network_diagram": lambda ax=None: plots.network_diagram([2, 3, 1], ax=ax, title="three layers"),
}
FIGURES = {
    "activations": lambda: plots.activations({"ReLU": lambda z: np.maximum(z, 0)}, title="one"),
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


@pytest.mark.parametrize("helper", (HELPERS | FIGURES).values(), ids=HELPERS | FIGURES)
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


# sliders


def test_outside_a_notebook_a_slider_draws_its_start_once(capsys):
    drawn = []

    def draw(depth, kind):
        drawn.append((depth, kind))
        return plots.functions({"line": lambda x: depth * x})

    plots.slider(draw, lambda depth, kind: f"{depth} {kind}", "a line", depth=(1, 6, 1, 2), kind=["up", "down"])
    assert drawn == [(2, "up")]
    assert capsys.readouterr().out == "Figure. 2 up\n"
    assert not plt.get_fignums()


@pytest.mark.parametrize("value", [(1, 6, 1), (1, 6, 1, 7), (6, 1, 1, 1), (1, 6, 0, 2), [], 3])
def test_a_slider_without_sense_is_refused(value):
    with pytest.raises(ValueError, match="slider depth="):
        plots.slider(lambda depth: None, "a", "b", depth=value)


NOTEBOOK = [
    "import numpy as np\nfrom course_utils import plots\nplots.use_style()",
    "plots.show(plots.functions({'sine': np.sin}), caption='One **wave**.', alt='A sine wave.')",
    """
drawn = []
def draw(depth, rate):
    drawn.append((depth, rate))
    return plots.functions({"line": lambda x: depth * x})
def caption(depth, rate):
    return f"depth {depth}, rate {rate}"
plots.slider(draw, caption, alt="a line", depth=(1, 6, 1, 2), rate=[0.1, 1.0])
""",
    """
import gc
from ipywidgets import IntSlider, SelectionSlider
[depth] = [thing for thing in gc.get_objects() if type(thing) is IntSlider]
[rate] = [thing for thing in gc.get_objects() if type(thing) is SelectionSlider]
depth.value = 5
rate.value = 1.0
print(drawn)
""",
    "import matplotlib.pyplot as plt\nprint(plt.get_fignums())",
    "plots.slider(lambda depth: 1 / 0, caption='a', alt='b', depth=(1, 6, 1, 2))",
]


@pytest.fixture(scope="module")
def executed():
    """Return the notebook after it ran in a kernel of its own, as the build runs a lesson."""
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in NOTEBOOK]
    book = nbformat.v4.new_notebook(cells=cells)
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    resources = {"metadata": {"path": str(COURSE)}}
    NotebookClient(book, timeout=300, startup_timeout=300, allow_errors=True, resources=resources).execute()
    return book


def test_a_notebook_stores_the_image_once_with_its_text_alternative_and_caption(executed):
    image, caption = executed.cells[1].outputs
    assert image.output_type == caption.output_type == "display_data"
    assert image.metadata["image/png"]["alt"] == image.data["text/plain"] == "A sine wave."
    assert caption.data["text/markdown"] == "**Figure.** One **wave**."
    with Image.open(io.BytesIO(base64.b64decode(image.data["image/png"]))) as picture:
        assert picture.format == "PNG"
        assert not picture.info.get("Software")
        assert image.metadata["image/png"]["width"] == round(picture.width / notebook._SHARPNESS)


def test_nbconvert_reads_the_text_alternative(executed):
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(executed)
    assert 'alt="A sine wave."' in page


def test_moving_a_slider_draws_the_figure_again_and_nothing_twice(executed):
    [view] = executed.cells[2].outputs  # the figure itself lies within the widget
    assert "application/vnd.jupyter.widget-view+json" in view.data
    assert executed.cells[3].outputs[0].text == "[(2, 0.1), (5, 0.1), (5, 1.0)]\n"
    assert executed.cells[4].outputs[0].text == "[]\n"
    states = executed.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"].values()
    shown = next(state["state"]["outputs"] for state in states if state["model_name"] == "OutputModel")
    assert [output["data"]["text/plain"] for output in shown] == ["a line", "Figure. depth 5, rate 1.0"]


def test_a_slider_that_cannot_draw_fails_its_cell(executed):
    assert executed.cells[5].outputs[-1].ename == "ZeroDivisionError"


def test_plots_do_not_load_keras():
    code = "import sys, course_utils.plots; sys.exit('keras' in sys.modules or 'ipywidgets' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=COURSE, timeout=300)
