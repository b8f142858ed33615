"""Train the backbone of lesson 08 on the faces of 120 strangers; write its weights and the table of its card.

    python -m tools.train_backbone              train with the seeds 1 to 3, keep the first
    python -m tools.train_backbone --check 4    train with seed 4, keep nothing: are the accuracies those of the card?

Two to three minutes on a CPU core for each seed. It ends with an error if an accuracy lies outside its band.
"""

import argparse
import hashlib
import os
import platform
import sys
from datetime import date
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils import models
from course_utils.data import draw_celebrities, load_celebrities
from course_utils.models import backbone
from course_utils.models.augmentation import RandomAffine
from tools.files import write_atomically

ROOT = Path(__file__).resolve().parent.parent
CARD = ROOT / "data" / "cards" / "backbone.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"

STRANGERS = range(8, 128)  # the celebrities are 0 to 7
AMOUNTS = {"num_train": 120, "num_validation": 1, "num_test": 10}  # pictures of each stranger
EPOCHS, BATCH_SIZE, LEARNING_RATE = 15, 64, 0.003
OWN_PEOPLE = "unseen pictures of the 120 strangers"
PROBES = {f"8 celebrities, {each} pictures of each": each for each in (5, 25, 250)}
CHANCE = dict.fromkeys(PROBES, 1 / 8) | {OWN_PEOPLE: 1 / 120}
BANDS = {OWN_PEOPLE: (0.55, 0.72)} | dict(zip(PROBES, ((0.73, 0.9), (0.79, 0.92), (0.84, 0.95)), strict=True))


def train(seed: int, strangers) -> tuple[keras.Model, float]:
    """Return a backbone and its accuracy on unseen pictures of the people that it was trained on."""
    keras.utils.set_random_seed(seed)
    body = models.build_backbone()
    inputs = keras.Input((48, 48, 3))
    features = body(RandomAffine(degrees=8, zoom=0.08, shift=2)(inputs))
    model = keras.Model(inputs, layers.Dense(len(STRANGERS))(layers.Dropout(0.3)(features)))
    targets = keras.utils.to_categorical(strangers.y_train, len(STRANGERS))
    smoothed = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)
    recipe = {"epochs": EPOCHS, "batch_size": BATCH_SIZE, "learning_rate": LEARNING_RATE, "loss": smoothed}
    models.train(model, models.as_inputs(strangers.x_train), targets, weight_decay=1e-3, **recipe)
    body.set_weights([weight.astype(np.float16) for weight in body.get_weights()])  # as they will be stored
    return body, models.accuracy(model, models.as_inputs(strangers.x_test), strangers.y_test)


def probe(body: keras.Model, faces, each: int) -> float:
    """Return the test accuracy of a linear model on the features of so many pictures of each celebrity."""
    first = each * len(faces.class_names)  # drawn pictures show each person in turn
    pictures = models.as_inputs(faces.x_train[:first]), models.as_inputs(faces.x_test)
    x, x_test = (models.outputs(body, x) for x in pictures)
    head = make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=1000)).fit(x, faces.y_train[:first])
    return float(head.score(x_test, faces.y_test))


def accuracies(seed: int, strangers, faces) -> tuple[keras.Model, dict[str, float]]:
    """Train once; return the backbone and what it reaches."""
    body, own = train(seed, strangers)
    reached = {OWN_PEOPLE: own} | {name: probe(body, faces, each) for name, each in PROBES.items()}
    print(f"seed {seed}:", ", ".join(f"{name} {value:.3f}" for name, value in reached.items()), flush=True)
    return body, reached


def described(results: pd.DataFrame, digest: str, size: int) -> str:
    """Return the table of the card and the sentences below it."""
    lines = ["| accuracy | the committed weights | all seeds | band | guessing |", "|---|---|---|---|---|"]
    for name, (low, high) in BANDS.items():
        values, all_seeds = results[name], f"{results[name].mean():.3f} ± {results[name].std():.3f}"
        lines.append(f"| {name} | {values.iloc[0]:.3f} | {all_seeds} | {low} to {high} | {CHANCE[name]:.3f} |")
    return "\n".join(lines) + (
        f"\n\nThe committed weights are those of seed 1: {size:,} bytes, SHA-256 `{digest}`. Mean ± standard deviation "
        f"over the seeds 1 to {len(results)}. On the celebrities: logistic regression on the features, 50 test "
        f"pictures of each. Measured on {date.today()} by tools/train_backbone.py with Keras {keras.__version__} on "
        f"{keras.backend.backend()}, NumPy {np.__version__}, Python {platform.python_version()}."
    )


def keep(body: keras.Model, results: pd.DataFrame) -> None:
    """Write weights and card."""
    path = ROOT / backbone.FILE
    backbone.save_weights(body, path)
    content = path.read_bytes()
    text = described(results, hashlib.sha256(content).hexdigest(), len(content))
    before, rest = CARD.read_text(encoding="utf-8").split(BEGIN)
    write_atomically(CARD, f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}")
    print(text)


def main() -> None:
    """Train, keep or compare, and fail where an accuracy is not what the card says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", type=int, metavar="SEED", help="train with this seed and keep nothing")
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds to train with, from 1 on (default 3)")
    options = parser.parse_args()
    strangers = draw_celebrities(identities=STRANGERS, **AMOUNTS)[0]
    faces = load_celebrities("drawn")
    seeds = [options.check] if options.check is not None else range(1, options.seeds + 1)
    bodies, reached = zip(*(accuracies(seed, strangers, faces) for seed in seeds), strict=True)
    results = pd.DataFrame(reached)
    outside = [
        f"{name}: {value:.3f}"
        for name, (low, high) in BANDS.items()
        for value in results[name]
        if not low <= value <= high
    ]
    if outside:
        sys.exit(f"nothing was kept; outside the band: {'; '.join(outside)}")
    if options.check is None:
        keep(bodies[0], results)


if __name__ == "__main__":
    main()
