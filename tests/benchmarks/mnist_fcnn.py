"""Accuracy against cost on real MNIST: the original course's best net against the nets of lesson 04.

    COURSE_DATA=<folder with mnist.npz> python tests/benchmarks/mnist_fcnn.py

All recipes take turns in one run, seed by seed, so that a busy machine slows all of them alike. It prints a Markdown
table and ends with an error if a target is missed. It takes a few minutes on two CPU cores.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

COURSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(COURSE))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from keras import layers  # noqa: E402
from sklearn.svm import SVC  # noqa: E402

from course_utils import models  # noqa: E402
from course_utils.augmentation import RandomAffine  # noqa: E402
from course_utils.data import load_digits  # noqa: E402

SPLIT = {"num_train": 2400, "num_validation": 600, "num_test": 1000}
ORIGINAL, PLAIN, AUGMENTED, MACHINE = (
    "the original's best rung: 500-50, dropout, Adadelta 1.0, 50 epochs",
    "the lesson's plain net: 500-50, AdamW, 10 epochs",
    "the same with augmentation, 20 epochs",
    "support vector machine, RBF kernel, C = 10",
)
LEAST_ACCURACY = {PLAIN: 0.935, AUGMENTED: 0.970}
MOST_COST = {PLAIN: 1 / 3, AUGMENTED: 0.6}  # of the original's CPU seconds


def original(x, y) -> keras.Model:
    """Train as the homework solution of 2018 did, with the learning rate that Keras had as its default then."""
    model = models.mlp((28, 28, 1), dropout=0.3)
    model.compile(
        optimizer=keras.optimizers.Adadelta(1.0),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True),
    )
    model.fit(x, keras.utils.to_categorical(y, 10), batch_size=128, epochs=50, verbose=0)
    return model


def of_the_lesson(x, y, epochs: int, first: list[layers.Layer]) -> keras.Model:
    """Train by the recipe of lesson 04."""
    batch_size = 100
    model = keras.Sequential([keras.Input((28, 28, 1)), *first, models.mlp((28, 28, 1))])
    steps = epochs * -(-len(x) // batch_size)
    model.compile(
        optimizer=keras.optimizers.AdamW(keras.optimizers.schedules.CosineDecay(0.003, steps), weight_decay=0.01),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1),
    )
    model.fit(x, keras.utils.to_categorical(y, 10), batch_size=batch_size, epochs=epochs, verbose=0)
    return model


def machine(x, y) -> SVC:
    """Train the classical rival."""
    return SVC(C=10).fit(x.reshape(len(x), -1), y)


RECIPES: dict[str, Callable] = {
    ORIGINAL: original,
    PLAIN: lambda x, y: of_the_lesson(x, y, epochs=10, first=[]),
    AUGMENTED: lambda x, y: of_the_lesson(x, y, epochs=20, first=[RandomAffine(degrees=12, zoom=0.1, shift=2)]),
    MACHINE: machine,
}


def cpu_seconds() -> float:
    """Return user and system time of this process so far."""
    used = os.times()
    return used.user + used.system


def accuracy(model, x, y) -> float:
    """Return the share of images that get their label."""
    if isinstance(model, SVC):
        return model.score(x.reshape(len(x), -1), y)
    return float((keras.ops.convert_to_numpy(model(x)).argmax(axis=1) == y).mean())


def measure(seeds: range) -> pd.DataFrame:
    """Return accuracy and cost of each recipe and seed, the recipes in alternation."""
    digits = load_digits("mnist", **SPLIT)
    x, x_test = (images[..., None] / np.float32(255) for images in (digits.x_train, digits.x_test))
    original(x[:256], digits.y_train[:256])  # what only the first fit of a process costs
    rows = []
    for seed in seeds:
        for name, train in RECIPES.items():
            keras.backend.clear_session()
            keras.utils.set_random_seed(seed)
            before = cpu_seconds()
            model = train(x, digits.y_train)
            cost = cpu_seconds() - before
            reached = accuracy(model, x_test, digits.y_test)
            rows.append({"recipe": name, "seed": seed, "cost": cost, "accuracy": reached})
            print(f"seed {seed}  {reached:.3f}  {cost:5.2f} CPU s  {name}", file=sys.stderr, flush=True)
    return pd.DataFrame(rows)


def table(results: pd.DataFrame) -> str:
    """Return the Markdown table: mean and standard deviation over the seeds, and the cost relative to the original."""
    lines = ["| recipe | test accuracy | CPU s | share of the original's |", "|---|---|---|---|"]
    costs = results.pivot(index="seed", columns="recipe", values="cost")
    for name in RECIPES:
        accuracies = results.loc[results["recipe"] == name, "accuracy"]
        share = (costs[name] / costs[ORIGINAL]).median()
        lines.append(
            f"| {name} | {accuracies.mean():.3f} ± {accuracies.std():.3f} | {costs[name].median():.1f} | {share:.2f} |"
        )
    return "\n".join(lines)


def missed(results: pd.DataFrame) -> list[str]:
    """Say which targets were not reached."""
    costs = results.pivot(index="seed", columns="recipe", values="cost")
    means = results.groupby("recipe")["accuracy"].mean()
    said = [f"{name}: {means[name]:.4f} < {least}" for name, least in LEAST_ACCURACY.items() if means[name] < least]
    shares = {name: (costs[name] / costs[ORIGINAL]).median() for name in MOST_COST}
    said += [f"{name}: cost {shares[name]:.2f} > {most:.2f}" for name, most in MOST_COST.items() if shares[name] > most]
    return said


def main() -> None:
    """Measure, print the table, and fail if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds, from 1 on")
    seeds = range(1, parser.parse_args().seeds + 1)
    results = measure(seeds)
    print(table(results))
    print(
        f"\nMean ± standard deviation over the seeds {seeds[0]} to {seeds[-1]}, medians of the costs; rows 0-2400 of "
        f"MNIST to train, rows 3000-4000 to test; user and system time of the fit. {date.today()}, Keras "
        f"{keras.__version__} on {keras.backend.backend()}, Python {platform.python_version()}."
    )
    if said := missed(results):
        sys.exit("\n".join(said))


if __name__ == "__main__":
    main()
