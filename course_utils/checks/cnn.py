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

_ASKED = {"step": "ABC", "told": "share", "shuffled": "ABCD", "ahead": "number"}  # by each guess
_lesson = Lesson("06b_cnn", "Convolutional nets", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal


def reordered(kernel, order):
    """Return the kernel whose rows follow the pixels into another order: the solution of `permute`."""
    return kernel[order]


def small_net():
    """Return a CNN with fewer than 10 000 parameters: the solution of `make`."""
    import keras
    from keras import layers

    maps = [layers.Conv2D(16, 5, strides=2, activation="relu"), layers.MaxPooling2D(2)]
    maps += [layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(2)]
    return keras.Sequential([keras.Input((28, 28, 1)), *maps, layers.Flatten(), layers.Dense(10)])


@_lesson.exercise(
    "do the math",
    kind="number",
    hints=(
        "A kernel has a weight for each place of its window and each channel, and one bias.",
        "With padding, every map is as large as the picture. How many maps are there?",
        "Each of the ten outputs has a weight for every number in the row, and a bias.",
    ),
)
def listing(conv_parameters, flat_length, dense_parameters, all_parameters, dense_share) -> str:
    """Check the numbers of the smallest CNN."""
    wanted = {
        "conv_parameters": (conv_parameters, 320, {288: "the biases are missing", 10: "that is a single kernel"}),
        "flat_length": (flat_length, 25_088, {21_632: "with padding, no edge is lost", 784: "that is one map"}),
        "dense_parameters": (dense_parameters, 250_890, {250_880: "the biases are missing"}),
        "all_parameters": (all_parameters, 251_210, {276_298: "the numbers that flow are no parameters"}),
    }
    for name, (answer, right, tempting) in wanted.items():
        compare_count(answer, right, name, tempting)
    given = share(dense_share, "dense_share")
    if abs(given - 250_890 / 251_210) > 3e-4:  # 0.999 will do
        raise Wrong(f"dense_share is not {given:g}: divide the parameters of the dense layer by all of them.")
    return (
        "More than 99.8 % of this convolutional net is dense: kernels are cheap, and what they hand over is not, unless "
        "maps get smaller first."
    )


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
    "read the race",
    kind="letter",
    hints=(
        "Take each sentence by itself: which two numbers of the table would decide it?",
        "For A and B look at the column of the middle, and at the numbers to learn; for C at the training pictures.",
        "For D and E compare local with dense, then local with shared. What alone differs between the latter two?",
    ),
)
def reading(supported) -> str:
    """Check which sentences the race of four nets supports."""
    chosen = letters(supported, "ABCDE", "supported")
    for letter, finding in {
        "A": "In the middle the four nets agree within what luck moves them: that is no reason.",
        "C": "Look at the table again: how many of its training pictures did the dense net read?",
        "E": "The local net has the same window. How did it do?",
    }.items():
        if letter in chosen:
            raise Wrong(finding, f"Think about {letter} again.")
    if "B" not in chosen:
        raise Wrong("One sentence is about how many numbers a net has to learn, and you have not named it.")
    if "D" not in chosen:
        raise Wrong("One sentence is about what places tell each other, and you have not named it.")
    return (
        "Local and shared differ in nothing but whether places share what they learn. In the middle no net reads more, "
        "and the one with fewer numbers is the cheaper one."
    )


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
    return (
        "The weights follow their pixels, and the sum stays what it was. A convolution has no such kernel: its weights "
        "belong to places in a window."
    )


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
