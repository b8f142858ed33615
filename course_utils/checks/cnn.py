"""The checked exercises of lesson 06b (`lessons/06b_cnn.py`)."""

import itertools
import math

import numpy as np

from course_utils.checks._frame import BadFormat, Lesson, Wrong
from course_utils.checks._kinds import (
    array,
    blame,
    call,
    close,
    compare_count,
    letter,
    letters,
    mapping,
    number,
    share,
    true_or_false,
)
from course_utils.checks.receptive_field import judge_fields

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


def _steps(layers) -> list[str]:
    """Return what the layers do, in their order: the kinds of layers, and what bends as a step of its own."""
    steps = []
    for layer in layers:
        kind, bend = type(layer).__name__, _bend(layer)
        steps += [kind] * (kind not in ("Activation", "ReLU", "Softmax"))
        steps += [bend] * (bend != "linear")
    return steps


def _require_logits(layers) -> None:
    """Refuse whatever bends behind the last layer that has weights."""
    last = max((place for place, layer in enumerate(layers) if layer.weights), default=0)
    if bends := [bend for layer in layers[last:] if (bend := _bend(layer)) != "linear"]:
        raise Wrong(f"The net should end in logits, without an activation; yours ends in {bends[-1]}.")


@_lesson.exercise(
    "fill in the blanks",
    kind="code",
    hints=(
        "Write one line for each thing that the description names, in its order.",
        "Keras's default padding is none; Conv2D(32, (3, 3)) needs nothing more.",
        "Dropout(0.25) drops a quarter of the values.",
    ),
)
def browser(build) -> str:
    """Check the net of the web page: kinds of layers, their order, shapes, drop probabilities, parameters."""
    model, layers = _built(build, "browser_net")
    if tuple(model.input_shape) != (None, 28, 28, 1):
        raise Wrong(f"The pictures should be (28, 28, 1); the model takes {tuple(model.input_shape[1:])}.")
    kinds = [type(layer).__name__ for layer in layers]
    for kind, count in {"Conv2D": 2, "MaxPooling2D": 1, "Flatten": 1, "Dense": 2}.items():
        if kinds.count(kind) != count:
            raise Wrong(f"The description has {count} x {kind}; your net has {kinds.count(kind)}.")
    drops = [layer.rate for layer in layers if type(layer).__name__ == "Dropout"]
    if len(drops) != 2 or not close(drops, [0.25, 0.5]):
        raise Wrong(f"The drop probabilities should be 0.25 and 0.5, in this order; yours are {drops}.")
    sizes = [tuple(layer.output.shape[1:]) for layer in layers if type(layer).__name__ in ("Conv2D", "MaxPooling2D")]
    if sizes != [(26, 26, 32), (24, 24, 32), (12, 12, 32)]:
        raise Wrong(f"The maps should shrink from 26 to 24 to 12 pixels, 32 of them each; yours are {sizes}.")
    _judge_order(layers)
    pools = [tuple(layer.pool_size) for layer in layers if type(layer).__name__ == "MaxPooling2D"]
    if pools != [(2, 2)]:
        raise Wrong(f"The pooling should look at 2 x 2 places; yours looks at {pools[0]}.")
    if model.count_params() != 600_810:
        raise Wrong(f"Your net has {model.count_params():,} parameters.", "Compare the units of the dense layers.")
    _require_chain(model, layers)
    return "4608 numbers reach the dense layer, which holds 98 % of the parameters."


def _judge_order(layers) -> None:
    _require_logits(layers)
    steps = _steps(layers)
    if steps.count("relu") != 3:
        found = [step for step in steps if step[0].islower()]
        raise Wrong(f"There should be a ReLU behind both convolutions and the first dense layer; found {found}.")
    convolutions, dense = ["Conv2D", "relu", "Conv2D", "relu"], ["Dense", "relu", "Dropout", "Dense"]
    wanted = [*convolutions, "MaxPooling2D", "Dropout", "Flatten", *dense]
    for place, (step, right) in enumerate(itertools.zip_longest(steps, wanted)):
        if step != right:
            behind = f"behind {steps[place - 1]}" if place else "at the beginning"
            raise Wrong(f"All things are there, but not in the order of the description: {step} stands {behind}.")


def _require_chain(model, layers) -> None:
    """Find that each layer is called on the output of the one before it, as in a Sequential."""
    import keras

    pictures = np.random.default_rng(0).uniform(size=(2, 28, 28, 1)).astype("float32")
    values = pictures
    for layer in layers:
        values = layer(values)
    if not close(keras.ops.convert_to_numpy(model(pictures)), keras.ops.convert_to_numpy(values), rtol=1e-3):
        raise Wrong("Your layers are not called one on the output of the other, in their order.")


@_lesson.exercise(
    "LeNet-5 by hand",
    kind="number",
    hints=(
        "Parameters of a convolution: filters times (window times maps of the layer before, plus 1).",
        "Pooling has no parameters here. What are the sizes in the drawing in front of C3 and of C5?",
        "F6 and the output are dense: inputs times units, plus one bias for each unit.",
    ),
)
def lenet(parameters, saved) -> str:
    """Check the five counts of LeNet-5, and what the sparse connections of C3 saved."""
    counts = array(parameters, (5,), "lenet_parameters")
    right = [156, 2_416, 48_120, 10_164, 850]
    no_bias = [150, 2_400, 48_000, 10_080, 840]
    one_map = {"C3": {416: "a filter sees all six maps"}, "C5": {3_120: "a filter sees all sixteen maps"}}
    for name, count, wanted, bare in zip(("C1", "C3", "C5", "F6", "output"), counts, right, no_bias, strict=True):
        compare_count(count, wanted, f"the count of {name}", {bare: "the biases are missing"} | one_map.get(name, {}))
    fewer = number(saved, "saved_in_c3")
    if fewer != 2_416 - 1_516:
        raise Wrong(f"saved_in_c3 is not {fewer:g}: what does C3 have now, and what had it then?")
    return "61 706 in all; with the original's sparse C3, trained averages and fixed output weights, 60 000."


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
    "find the slip",
    kind="number",
    hints=(
        "Convolution 1 sees its window. One place further in its maps is two pixels further in the picture.",
        "Convolution 2 adds (3 - 1) places of 2 pixels each; pooling then adds one more such place.",
        "Behind the pooling, neighbouring places are 2 x 2 pixels apart; the dense layer covers five of them.",
    ),
)
def fields(receptive_fields) -> str:
    """Check the receptive fields of the four layers of the lesson's net."""
    judge_fields(receptive_fields)
    return "The filter size is the receptive field in one layer only, the first."


@_lesson.exercise(
    "AlexNet's first layer",
    kind="number",
    hints=(
        "A colour photo has three channels, and a filter looks at all of them.",
        "Each of the 96 filters has a bias, too.",
        "How many steps of 4 fit into 227 - 11? The first place needs no step.",
    ),
)
def alexnet(weights, parameters, width) -> str:
    """Check weights, parameters and map width of AlexNet's first layer."""
    compare_count(
        weights, 363, "weights_of_a_filter", {121: "that would be for a grey photo", 364: "the bias is not a weight"}
    )
    compare_count(
        parameters, 34_944, "first_layer_parameters", {34_848: "the biases are missing", 11_712: "colours are missing"}
    )
    compare_count(
        width, 55, "map_width", {54: "count the places, not the steps", 57: "a window must fit in as a whole"}
    )
    return "The filters of the picture are small colour pictures: 11 x 11 x 3."


@_lesson.exercise(
    "what one pass saves",
    kind="number",
    hints=(
        "The first window needs no step. How many steps of 4 are left for the others?",
        "A convolution multiplies at each place of its maps: filters times weights of a window.",
        "One window alone has maps of 12 x 12 places. How many has the whole scene?",
    ),
)
def scan(down, across, in_one_pass, one_by_one) -> str:
    """Check the number of windows in a scene of 84 x 140, and the multiplications with and without sharing."""
    compare_count(
        down, 15, "windows_down", {14: "count the windows, not the steps", 21: "a window must fit in as a whole"}
    )
    compare_count(
        across, 29, "windows_across", {28: "count the windows, not the steps", 35: "a window must fit in as a whole"}
    )
    no_sum = "that is the number of places, not of multiplications"
    compare_count(
        in_one_pass,
        1_088_000,
        "in_one_pass",
        {2_720: no_sum, 68_000: "there are 16 filters", 4_352_000: "the stride is 2"},
    )
    compare_count(one_by_one, 25_056_000, "one_by_one", {57_600: "that is one window", 62_640: no_sum})
    return "Twenty-three times less work, and every number is the same."


@_lesson.exercise(
    "find the slip",
    kind="number",
    hints=(
        "A chain of ten slopes is a product of ten factors; a skip connection adds 1 to each.",
        "Look at the curves again: which of the four falls towards the pixels?",
        "If the gradient of neither net vanishes, in what do they still differ?",
    ),
)
def skip(plain_factor, residual_factor, holds, otherwise) -> str:
    """Check two products of slopes and two conclusions."""
    plain, residual = number(plain_factor, "plain_factor"), number(residual_factor, "residual_factor")
    if not close(plain, 0.5**10, rtol=0.03):  # 0.001 will do
        raise Wrong(f"plain_factor is not {plain:g}: ten factors of 0.5, multiplied.")
    if not close(residual, 1.5**10, rtol=0.01):  # 58 will do
        hint = "The slope of x + F(x) is 1 + F'."
        raise Wrong(f"residual_factor is not {residual:g}.", hint)
    if letter(holds, "ABCD", "sentence_holds") != "B":
        raise Wrong("The curves of the gradients do not agree with where you let the sentence hold.")
    if letter(otherwise, "ABC", "tells_otherwise") != "B":
        raise Wrong("Look for a measurement in which two nets differ although neither gradient vanishes.")
    return "A true sentence about one kind of net became a cause for another."


@_lesson.exercise(
    "find the slip",
    kind="number",
    hints=(
        "The three years stand in the section on the history and in its figure.",
        "LeCun's net of 1998 was not his first.",
    ),
)
def first(years, between) -> str:
    """Check three years and the time between the first and the last."""
    right = {"convolution and downsampling": 1980, "trained by backpropagation": 1989, "wins ImageNet": 2012}
    given = mapping(years, list(right), "first_years", in_order=True)
    for name, wanted in right.items():
        compare_count(given[name], wanted, f"the year of {name!r}", {1998: "there was an earlier one"})
    partly = {23: "that is from the first trained by backpropagation", 9: "that is to the first trained one"}
    compare_count(between, 32, "years_between", partly)
    return "First to win, not first to be."


@_lesson.exercise(
    "better than a human?",
    kind="number",
    hints=(
        "The standard error of a share p of n pictures is the root of p (1 - p) / n; times 100 for points.",
        "A difference of two independent numbers has the standard error sqrt(a^2 + b^2).",
    ),
)
def human(error_human, error_machine, ratio, is_shown) -> str:
    """Check two standard errors, the ratio and the conclusion."""
    right = {
        "error_human": (error_human, 100 * math.sqrt(0.051 * 0.949 / 1500)),
        "error_machine": (error_machine, 100 * math.sqrt(0.0495 * 0.9505 / 100_000)),
    }
    for name, (answer, wanted) in right.items():
        value = number(answer, name)
        if close(100 * value, wanted, rtol=0.02):
            raise Wrong(f"{name} is a share; multiply by 100 for percentage points.")
        if not close(value, wanted, rtol=0.02):
            raise Wrong(f"{name} is not {value:.3g} points.")
    combined = math.hypot(right["error_human"][1], right["error_machine"][1])
    if not close(given := number(ratio, "ratio"), 0.15 / combined, rtol=0.03):
        raise Wrong(f"ratio is not {given:.3g}: divide the difference by the combined standard error.")
    if true_or_false(is_shown, "is_shown"):
        raise Wrong("Two standard errors would be needed; compare your ratio with that.")
    return "One person and 1500 pictures are a small sample to be called humanity."


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
