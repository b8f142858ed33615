"""Accuracy against cost on real MNIST: the original course's best net against the nets of lesson 04.

    COURSE_DATA=<folder with mnist.npz> python benchmarks/mnist_fcnn.py

All recipes take turns in one run, seed by seed, so that a busy machine slows all of them alike. It prints a Markdown
table and ends with an error if a target is missed. It takes a few minutes on two CPU cores.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(COURSE))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
from keras import layers  # noqa: E402
from race import Race  # noqa: E402
from sklearn.svm import SVC  # noqa: E402

from course_utils import models  # noqa: E402
from course_utils.models.augmentation import RandomAffine  # noqa: E402

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
    hidden = [layer for units in (500, 50) for layer in (layers.Dense(units, activation="relu"), layers.Dropout(0.3))]
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), *hidden, layers.Dense(10)])
    model.compile(
        optimizer=keras.optimizers.Adadelta(1.0),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True),
    )
    model.fit(x, keras.utils.to_categorical(y, 10), batch_size=128, epochs=50, verbose=0)
    return model


def of_the_lesson(x, y, epochs: int, first: list[layers.Layer]) -> keras.Model:
    """Train by the recipe of lesson 04."""
    model = keras.Sequential([keras.Input((28, 28, 1)), *first, models.mlp((28, 28, 1))])
    smoothed = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)
    recipe = {"epochs": epochs, "batch_size": 100, "learning_rate": 0.003, "weight_decay": 0.01, "loss": smoothed}
    return models.train(model, x, keras.utils.to_categorical(y, 10), **recipe)


def machine(x, y) -> Callable:
    """Train the classical rival."""
    fitted = SVC(C=10).fit(x.reshape(len(x), -1), y)
    return lambda images: fitted.decision_function(images.reshape(len(images), -1))


RECIPES: dict[str, Callable] = {
    ORIGINAL: original,
    PLAIN: lambda x, y: of_the_lesson(x, y, epochs=10, first=[]),
    AUGMENTED: lambda x, y: of_the_lesson(x, y, epochs=20, first=[RandomAffine(degrees=12, zoom=0.1, shift=2)]),
    MACHINE: machine,
}


if __name__ == "__main__":
    Race(RECIPES, ORIGINAL, LEAST_ACCURACY, MOST_COST).main(__doc__)
