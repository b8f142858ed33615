"""The checked exercises of lesson 06b (`lessons/06b_cnn.py`)."""

import itertools

import numpy as np

from course_utils.checks._frame import BadFormat, Lesson, Wrong
from course_utils.checks._kinds import (
    array,
    blame,
    call,
    close,
    compare_count,
    letters,
    share,
)

_lesson = Lesson("06b_cnn", "Convolutional nets")
guess, reveal = _lesson.guess, _lesson.reveal


@_lesson.exercise(
    "do the math",
    kind="number",
    hints=(
        "A filter has a weight for each place of its window and each channel, and one bias.",
        "With padding, every map is as large as the picture. How many maps are there?",
        "Each of the ten outputs has a weight for every number in the row, and a bias.",
    ),
)
def listing(conv_parameters, flat_length, dense_parameters, all_parameters, dense_share) -> str:
    """Check the numbers of the smallest CNN of the lecture."""
    wanted = {
        "conv_parameters": (conv_parameters, 320, {288: "the biases are missing", 10: "that is a single filter"}),
        "flat_length": (flat_length, 25_088, {21_632: "with padding, no edge is lost", 784: "that is one map"}),
        "dense_parameters": (dense_parameters, 250_890, {250_880: "the biases are missing"}),
        "all_parameters": (all_parameters, 251_210, {276_298: "the numbers that flow are no parameters"}),
    }
    for name, (answer, right, tempting) in wanted.items():
        compare_count(answer, right, name, tempting)
    given = share(dense_share, "dense_share")
    if abs(given - 250_890 / 251_210) > 3e-4:  # 0.999 will do
        raise Wrong(f"dense_share is not {given:g}: divide the parameters of the dense layer by all of them.")
    return "More than 99.8 % of this convolutional net is dense."


def _built(function, name: str):
    """Call a function that builds a model; return the model and its layers without inputs."""
    import keras

    model = call(function, name=name)
    if not isinstance(model, keras.Model):
        raise BadFormat(f"{name} should return a Keras model; it returns {type(model).__name__}.")
    if not model.built:
        raise Wrong("The model does not know the size of its pictures.", "Begin with keras.Input((28, 28, 1)).")
    return model, _layers_of(model)


def _layers_of(model) -> list:
    """Return the layers of a model and of the models inside it, without inputs."""
    layers = [layer for layer in model.layers if type(layer).__name__ != "InputLayer"]
    return [inner for layer in layers for inner in (_layers_of(layer) if hasattr(layer, "layers") else [layer])]


def _bend(layer) -> str:
    """Return the name of what bends the layer's output: 'relu' or 'softmax' also where it is a layer of its own."""
    own = {"ReLU": "relu", "Softmax": "softmax"}.get(type(layer).__name__)
    if own == "relu" and (layer.max_value is not None or layer.negative_slope or layer.threshold):
        return "a ReLU with options"
    own = own or getattr(getattr(layer, "activation", None), "__name__", "linear")
    return "linear" if own == "identity" else own


def _require_logits(layers) -> None:
    """Refuse whatever bends behind the last layer that has weights."""
    last = max((place for place, layer in enumerate(layers) if layer.weights), default=0)
    if bends := [bend for layer in layers[last:] if (bend := _bend(layer)) != "linear"]:
        raise Wrong(f"The net should end in logits, without an activation; yours ends in {bends[-1]}.")


@_lesson.exercise(
    "guess the performance",
    kind="number",
    hints=(
        "Which of these methods would notice if the pixels of all pictures had always been in that order?",
        "Distances and inner products of rows are sums over pixels. What does a sum say about their order?",
    ),
)
def shuffled(clearly_worse) -> str:
    """Check which methods suffer from shuffled pixels."""
    chosen = letters(clearly_worse, "ABCDE", "clearly_worse")
    if "B" not in chosen:
        raise Wrong("One method looks at neighbours, and you have not named it.")
    if chosen != {"B"}:
        raise Wrong("You named a method that computes with sums over all pixels.")
    return "Run the experiment before you believe it."


@_lesson.exercise(
    "the same net, for shuffled pixels",
    kind="code",
    hints=(
        "Write out the sum for three pixels and order = [2, 0, 1]. Which weight must stand in front of row[2]?",
        "The kernel has one row for each pixel. Reorder its rows; NumPy indexes with a whole array at once.",
    ),
    mistakes={
        "The kernel is unchanged: its weights now meet other pixels.": lambda kernel, order: kernel,
        "You undid the order instead of following it: the row has moved forward, the weights backward.": (
            lambda kernel, order: kernel[np.argsort(order)]
        ),
        "You moved the columns; those are the units. A pixel has a row of the kernel.": lambda kernel, order: kernel[
            :, order
        ],
        "You sorted the weights or the order: then it no longer matters which order it was.": lambda kernel, order: (
            np.sort(kernel, axis=0)
        ),
    },
)
def permute(function) -> str:
    """Check that the reordered kernel gives the same sums, for orders that are not their own inverse."""
    rng = np.random.default_rng(0)
    orders = [[3, 0, 4, 2, 5, 1], [3, 0, 6, 1, 5, 2, 4], [4, 2, 0, 6, 1, 3, 5], [1, 2, 0], rng.permutation(20)]
    for order, units in zip(map(np.array, orders), (6, 3, 3, 5, 1), strict=True):
        kernel, rows = rng.normal(size=(len(order), units)), rng.normal(size=(2 * len(order), len(order)))
        result = call(function, kernel, order, name="kernel_for_shuffled")
        answer = array(result, kernel.shape, "what kernel_for_shuffled returns")
        if not close(rows[:, order] @ answer, rows @ kernel):
            blame(answer, permute.mistakes, kernel, order)
            raise Wrong("With your kernel the sums on shuffled rows differ from those on the original ones.")
    return "The weights follow their pixels, and the sum stays what it was."


@_lesson.exercise(
    "a net of your own",
    kind="code",
    hints=(
        "Print the shapes: [layer.output.shape for layer in my_net().layers].",
        "Most parameters sit between the last maps and the dense layer: let space go down first.",
    ),
)
def make(build) -> str:
    """Check the structure of the student's own CNN."""
    model, layers = _built(build, "my_net")
    if tuple(model.input_shape) != (None, 28, 28, 1) or tuple(model.output_shape) != (None, 10):
        raise Wrong(
            f"The net should map (28, 28, 1) to 10; yours maps {model.input_shape[1:]} to {model.output_shape[1:]}."
        )
    if sum("Conv" in type(layer).__name__ for layer in layers) < 2:
        raise Wrong("There should be at least two convolutions.")
    if not any(_bend(layer) != "linear" or "MaxPooling" in type(layer).__name__ for layer in layers[:-1]):
        raise Wrong("Nothing bends between your layers: together they are one linear layer.", "ReLUs are missing.")
    if (count := _bent_convolutions(layers)) < 2:
        raise Wrong(f"At least two convolutions should have a ReLU each; {count or 'none'} of yours has one.")
    sizes = [(28, 28, 1), *(tuple(layer.output.shape[1:]) for layer in layers if len(layer.output.shape) == 4)]
    for before, after in itertools.pairwise(sizes):
        if after[0] > before[0] or after[1] > before[1] or after[2] < before[2]:
            raise Wrong(f"From {before} to {after}: space should go down and depth up, or stay.")
    if sizes[-1][0] == 28:
        raise Wrong("Space never goes down.", "A stride or a pooling layer takes it down.")
    _require_logits(layers)
    if model.count_params() > 10_000:
        raise Wrong(f"Your net has {model.count_params():,} parameters, more than 10 000.")
    return f"{model.count_params():,} parameters. Train it and compare."


def _bent_convolutions(layers) -> int:
    """Count the convolutions with a ReLU of their own or behind them, before the next layer that has a kernel."""
    bent, waiting = 0, False
    for layer in layers:
        if hasattr(layer, "kernel_initializer") or "Conv" in type(layer).__name__:
            waiting = "Conv" in type(layer).__name__
        if waiting and ("relu" in _bend(layer) or "ReLU" in type(layer).__name__):
            bent, waiting = bent + 1, False
    return bent
