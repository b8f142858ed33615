"""Compare the drawn digits with MNIST: the same models, the same split, the same seeds; write the table of the card.

    COURSE_DATA=<folder with mnist.npz> python benchmarks/digits_side_by_side.py

It takes a few minutes on two CPU cores, replaces the table in data/cards/digits.md and ends with an error if a mean of
the drawn digits is further from MNIST's than TOLERANCE.
"""

import argparse
import platform
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(COURSE))

import keras  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import sklearn  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.svm import SVC  # noqa: E402

from course_utils import models  # noqa: E402
from course_utils.data import Dataset, load_digits  # noqa: E402

CARD = COURSE / "data" / "cards" / "digits.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
TOLERANCE = 0.015
SPLIT = {"num_train": 2400, "num_validation": 600, "num_test": 1000}
EPOCHS = 12
BATCH_SIZE = 64
LEARNING_RATE = 0.001

MLP = "MLP 500-50"
CNN = "CNN 16-32"
CNN_SHUFFLED = "CNN 16-32, pixels shuffled"
COMPARED = [MLP, CNN, CNN_SHUFFLED]
CNN_ON_MNIST = "CNN 16-32, tested on MNIST"
CLASSICAL = {
    "logistic regression (C=0.1)": LogisticRegression(C=0.1, max_iter=300),
    "support vector machine (RBF, C=10)": SVC(C=10),
}
COMMONEST = "always the commonest digit"


def cnn() -> keras.Model:
    """Build the small CNN: two convolutions 3x3 with max pooling, one dense layer of 64, logits out."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10),
        ]
    )


def scaled(images: np.ndarray, pixel_order: np.ndarray | None = None) -> np.ndarray:
    """Return images as (n, 28, 28, 1) in 0 to 1, their pixels in another order if asked for."""
    pixels = images.reshape(len(images), -1) / np.float32(255)
    if pixel_order is not None:
        pixels = pixels[:, pixel_order]
    return pixels.reshape(-1, 28, 28, 1)


def trained(build: Callable[[], keras.Model], x: np.ndarray, y: np.ndarray, seed: int) -> keras.Model:
    """Return a model after EPOCHS epochs of Adam, its learning rate falling to 0 along a cosine.

    With a constant rate the last steps are a lottery: the accuracies of the seeds lie twice as far apart.
    """
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    return models.train(build(), x, y, epochs=EPOCHS, batch_size=BATCH_SIZE, learning_rate=LEARNING_RATE)


def measure(digits: Dataset, seed: int, elsewhere: Dataset | None = None) -> dict[str, float]:
    """Return the test accuracy of each model trained on the digits, and of the CNN on other digits."""
    x, y, x_test, y_test = scaled(digits.x_train), digits.y_train, scaled(digits.x_test), digits.y_test
    convolutional = trained(cnn, x, y, seed)
    result = {
        MLP: models.accuracy(trained(lambda: models.mlp((28, 28, 1)), x, y, seed), x_test, y_test),
        CNN: models.accuracy(convolutional, x_test, y_test),
    }
    if elsewhere is not None:
        result[CNN_ON_MNIST] = models.accuracy(convolutional, scaled(elsewhere.x_test), elsewhere.y_test)
    order = np.random.RandomState(0).permutation(28 * 28)
    shuffled = trained(cnn, scaled(digits.x_train, order), y, seed)
    result[CNN_SHUFFLED] = models.accuracy(shuffled, scaled(digits.x_test, order), y_test)
    return result


def references(digits: Dataset) -> dict[str, float]:
    """Return the test accuracy of what needs no seed: two classical models and the commonest digit."""
    x, x_test = (images.reshape(len(images), -1) / 255 for images in (digits.x_train, digits.x_test))
    result = {name: model.fit(x, digits.y_train).score(x_test, digits.y_test) for name, model in CLASSICAL.items()}
    return result | {COMMONEST: float((digits.y_test == np.bincount(digits.y_train).argmax()).mean())}


def table(results: pd.DataFrame, sources: list[str]) -> str:
    """Return the Markdown table: mean and standard deviation over the seeds for each model and source."""
    lines = [f"| test accuracy | {' | '.join(sources)} | difference |", "|---|" + "---|" * (len(sources) + 1)]
    for model in [*COMPARED, CNN_ON_MNIST, *CLASSICAL, COMMONEST]:
        of_model = results[results["model"] == model]
        values = [of_model.loc[of_model["source"] == source, "accuracy"] for source in sources]
        means = [value.mean() for value in values]
        difference = "-" if np.isnan(means).any() else f"{means[1] - means[0]:+.3f}"
        lines.append(f"| {model} | {' | '.join(map(_cell, values))} | {difference} |")
    return "\n".join(lines)


def _cell(values: pd.Series) -> str:
    if values.empty:
        return "-"
    return f"{values.mean():.3f}" + (f" ± {values.std():.3f}" if len(values) > 1 else "")


def circumstances(seeds: range) -> str:
    """Return the sentence that says how the table was made."""
    return (
        f"Mean ± standard deviation over the seeds {seeds[0]} to {seeds[-1]}; rows 0-2400 to train, rows 3000-4000 to "
        f"test; pixels / 255, Adam ({LEARNING_RATE:g}, falling to 0 along a cosine), {EPOCHS} epochs, batches of "
        f"{BATCH_SIZE}; the shuffled pixels are in one fixed random order. Measured on {date.today()} by "
        f"benchmarks/digits_side_by_side.py with Keras {keras.__version__} on {keras.backend.backend()}, "
        f"NumPy {np.__version__}, scikit-learn {sklearn.__version__}, Python {platform.python_version()}."
    )


def write_into_card(text: str) -> None:
    """Replace what stands between the markers of the card."""
    before, rest = CARD.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    CARD.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8", newline="\n")


def main() -> None:
    """Measure, write the table, and fail if the drawn digits are too far from MNIST."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=6, help="how many seeds, from 1 on")
    seeds = range(1, parser.parse_args().seeds + 1)
    mnist, drawn = load_digits("mnist", **SPLIT), load_digits("drawn", **SPLIT)
    rows = [
        {"source": digits.source, "model": model, "seed": 0, "accuracy": value}
        for digits in (mnist, drawn)
        for model, value in references(digits).items()
    ]
    for seed in seeds:
        for digits, elsewhere in ((mnist, None), (drawn, mnist)):
            for model, value in measure(digits, seed, elsewhere).items():
                rows.append({"source": digits.source, "model": model, "seed": seed, "accuracy": value})
                print(f"seed {seed}  {digits.source:20} {model:28} {value:.3f}", flush=True)
    results = pd.DataFrame(rows)
    text = f"{table(results, [mnist.source, drawn.source])}\n\n{circumstances(seeds)}"
    print(text)
    write_into_card(text)
    means = results.groupby(["model", "source"])["accuracy"].mean().unstack()
    distance = (means[drawn.source] - means[mnist.source])[COMPARED].abs()
    if (distance > TOLERANCE).any():
        sys.exit(f"further than {TOLERANCE} from MNIST:\n{distance.round(3).to_string()}")


if __name__ == "__main__":
    main()
