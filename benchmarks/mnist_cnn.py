"""Accuracy against cost on real MNIST: the CNN of the original course against the nets of lesson 06b.

    COURSE_DATA=<folder with mnist.npz> python benchmarks/mnist_cnn.py

All recipes take turns in one run, seed by seed, so that a busy machine slows all of them alike. It prints a Markdown
table and ends with an error if a target is missed. It takes about three minutes on two CPU cores.
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

from course_utils import models  # noqa: E402
from course_utils.models.augmentation import RandomAffine  # noqa: E402

ORIGINAL, BEST, RIVAL = (
    "the original's CNN: 8-8-16-16, batch norm, Adam, 30 epochs",
    "the lesson's best net: strided CNN, augmentation, AdamW, 15 epochs",
    "its rival: 500-50 fully connected, the same recipe",
)
LEAST_ACCURACY = {BEST: 0.985}
MOST_COST = {BEST: 0.35}  # of the original's CPU seconds


def original(x, y) -> keras.Model:
    """Train as notebook 08 of 2018 did, on pixels from 0 to 1."""
    blocks = []
    for feature_maps in (8, 16):
        for _ in range(2):
            blocks += [layers.Conv2D(feature_maps, 3, padding="same"), layers.BatchNormalization(), layers.ReLU()]
        blocks.append(layers.MaxPooling2D(2))
    head = [layers.Flatten(), layers.Dense(40), layers.BatchNormalization(), layers.ReLU(), layers.Dense(10)]
    model = keras.Sequential([keras.Input((28, 28, 1)), *blocks, *head])
    model.compile(optimizer="adam", loss=keras.losses.CategoricalCrossentropy(from_logits=True))
    model.fit(x, keras.utils.to_categorical(y, 10), batch_size=128, epochs=30, verbose=0)
    return model


def by_recipe(model, x, y, learning_rate: float, weight_decay: float) -> keras.Model:
    """Train by the recipe of lesson 06b."""
    smoothed = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)
    recipe = {"epochs": 15, "batch_size": 100, "loss": smoothed}
    targets = keras.utils.to_categorical(y, 10)
    return models.train(model, x, targets, learning_rate=learning_rate, weight_decay=weight_decay, **recipe)


def augmentation() -> RandomAffine:
    """Return the random changes that both nets of the lesson train with."""
    return RandomAffine(degrees=12, zoom=0.1, shift=2)


def best(x, y) -> keras.Model:
    """Train the lesson's best net."""
    inputs = keras.Input((28, 28, 1))
    maps = models.normalized(augmentation()(inputs), layers.Conv2D(16, 5, strides=2, use_bias=False))
    maps = models.normalized(maps, layers.Conv2D(32, 3, use_bias=False))
    features = models.normalized(layers.Flatten()(layers.MaxPooling2D(2)(maps)), layers.Dense(64, use_bias=False))
    return by_recipe(keras.Model(inputs, layers.Dense(10)(features)), x, y, 0.005, 0.05)


def rival(x, y) -> keras.Model:
    """Train the fully connected net that gets the same pictures."""
    net = keras.Sequential([keras.Input((28, 28, 1)), augmentation(), models.mlp((28, 28, 1))])
    return by_recipe(net, x, y, 0.003, 0.01)


RECIPES: dict[str, Callable] = {ORIGINAL: original, BEST: best, RIVAL: rival}


if __name__ == "__main__":
    Race(RECIPES, ORIGINAL, LEAST_ACCURACY, MOST_COST).main(__doc__)
