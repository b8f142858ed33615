"""Where the ticks of earlier editions belong.

`NAMES` is frozen: it is what the numbers of the first edition meant, whose files were kept by number. An exercise
that changes its lesson or its name gets a line in `MOVES`, and nothing else changes.
"""

# lesson -> the exercises of the first edition, in the order of their numbers
_FIRST_EDITION = {
    "00_start_here": (
        "broken",
        "vectors",
        "transpose",
        "mix_columns",
        "product",
        "big_numbers",
        "parameters",
        "rules",
        "circles",
        "small_print",
        "slips",
        "missing",
        "operations",
    ),
    "02_xor": (
        "gates",
        "inequalities",
        "feature",
        "threshold",
        "layer",
        "collapse",
        "who_designs",
        "logistic",
        "absolute_unit",
        "cross_entropy_gradient",
        "log_softmax",
        "zigzag",
    ),
    "04_mnist_fcnn": (
        "human",
        "parameters",
        "matrix",
        "forward",
        "gradient",
        "epochs",
        "stable_loss",
        "design",
        "split_and_rates",
        "underfit",
        "homework",
        "centre",
    ),
    "06a_convolution": (
        "slip",
        "slide",
        "curve",
        "design",
        "output_size",
        "count",
        "summary",
        "matrix",
        "pooling",
        "shift",
        "field",
        "critic",
    ),
    "06b_cnn": (
        "listing",
        "browser",
        "lenet",
        "performance",
        "permute",
        "fields",
        "alexnet",
        "scan",
        "skip",
        "first",
        "human",
        "make",
    ),
    "07_celebrity_classifier": (
        "baseline",
        "strangers",
        "components",
        "stopping",
        "count",
        "mirror",
        "suspects",
        "bound",
        "hits",
        "alarms",
    ),
    "08_transfer_learning": (
        "head",
        "prototype",
        "worth",
        "proxy",
        "thaw",
        "mix",
        "vgg",
        "inception",
        "slip",
    ),
    "09_adversarial_examples": (
        "levels",
        "fgsm",
        "worst_case",
        "slip",
        "step",
        "margin",
        "radius",
        "table",
        "words",
    ),
    "10_rnn": (
        "step",
        "slip",
        "echo",
        "shapes",
        "bptt",
        "clip",
        "cell",
        "gru",
        "count",
        "ceiling",
        "temperature",
        "attention",
    ),
}

NAMES = {
    lesson: {f"{lesson.split('_')[0].removeprefix('0')}.{place}": name for place, name in enumerate(names, start=1)}
    for lesson, names in _FIRST_EDITION.items()
}

# (lesson, exercise) before -> (lesson, exercise) after; where it moved twice, each move has its line.
# An exercise that is new must never be called what one in the left column was called.
MOVES: dict[tuple[str, str], tuple[str, str]] = {
    ("02_xor", "layer"): ("02b_layers", "layer"),
    ("02_xor", "logistic"): ("02b_layers", "logistic"),
    ("02_xor", "absolute_unit"): ("02b_layers", "absolute_unit"),
    ("02_xor", "cross_entropy_gradient"): ("02b_layers", "cross_entropy_gradient"),
    ("02_xor", "log_softmax"): ("02b_layers", "log_softmax"),
    ("02_xor", "who_designs"): ("02c_depth", "who_designs"),
    ("02_xor", "zigzag"): ("02c_depth", "zigzag"),
}


def sources(lesson: str) -> list[tuple[str, str, str]]:
    """Return the exercises that came to a lesson from elsewhere: (lesson and name before, name now)."""
    return [(*before, _final(before)[1]) for before in MOVES if _final(before)[0] == lesson]


def _final(place: tuple[str, str]) -> tuple[str, str]:
    """Return where an exercise stands today."""
    while place in MOVES:
        place = MOVES[place]
    return place
