"""Measure how hard the drawn celebrities are; write the table of their card.

    python benchmarks/celebrities_ladder.py

It takes about three minutes on a CPU core, replaces the table in data/cards/celebrities.md and ends with an error if a
mean lies outside the range in which the lessons need it.
"""

import argparse
import os
import platform
import sys
import time
from datetime import date
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(COURSE))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from keras import layers  # noqa: E402

from course_utils import models  # noqa: E402
from course_utils.data import best_possible_accuracy, draw_celebrities  # noqa: E402
from course_utils.drawn.faces.painter import draw_faces  # noqa: E402

CARD = COURSE / "data" / "cards" / "celebrities.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
BATCH_SIZE = 32
LEARNING_RATE = 0.001
EPOCHS = {250: 20, 25: 40}
FULLY_CONNECTED, CONVOLUTIONAL = "fully connected 400-100", "CNN 16-32-64"
WANTED = {
    (FULLY_CONNECTED, 250): (0.56, 0.68),
    (CONVOLUTIONAL, 250): (0.70, 0.87),
    (FULLY_CONNECTED, 25): (0.36, 0.50),
    (CONVOLUTIONAL, 25): (0.45, 0.60),
}


def build(name: str) -> keras.Model:
    """Return one of the two models, not compiled."""
    if name == FULLY_CONNECTED:
        return models.mlp((48, 48, 3), hidden=(400, 100), num_classes=8)
    blocks = []
    for feature_maps in (16, 32, 64):
        blocks += [layers.Conv2D(feature_maps, 3, padding="same", activation="relu"), layers.MaxPooling2D(2)]
    head = [layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(8)]
    return keras.Sequential([keras.Input((48, 48, 3)), *blocks, *head])


def accuracy(name: str, faces, seed: int) -> float:
    """Train on pixels / 255 with Adam, its rate falling to 0 along a cosine; return the test accuracy."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    model = build(name)
    recipe = {
        "epochs": EPOCHS[len(faces.y_train) // 8],
        "batch_size": BATCH_SIZE,
        "learning_rate": LEARNING_RATE,
    }
    models.train(model, models.as_inputs(faces.x_train), faces.y_train, **recipe)
    return models.accuracy(model, models.as_inputs(faces.x_test), faces.y_test)


def table(results: pd.DataFrame, bound: float) -> str:
    """Return the Markdown table: mean and standard deviation over the seeds."""
    cells = results.groupby(["model", "each"])["accuracy"].agg(["mean", "std"])
    lines = ["| test accuracy | 250 pictures of each | 25 of each |", "|---|---|---|"]
    for model in (FULLY_CONNECTED, CONVOLUTIONAL):
        values = [
            f"{cells.loc[(model, each), 'mean']:.3f} ± {cells.loc[(model, each), 'std']:.3f}" for each in (250, 25)
        ]
        lines.append(f"| {model} | {' | '.join(values)} |")
    lines += ["| guessing | 0.125 | 0.125 |", f"| `best_possible_accuracy` | {bound:.3f} | {bound:.3f} |"]
    return "\n".join(lines)


def circumstances(seeds: range, milliseconds: dict[int, float]) -> str:
    """Return the sentences that say how the table was made and how long drawing takes."""
    drawing = " and ".join(f"{took:.1f} ms at {size} pixels" for size, took in milliseconds.items())
    return (
        f"Mean ± standard deviation over the seeds {seeds[0]} to {seeds[-1]} of the models, same pictures; 50 test "
        f"pictures of each; pixels / 255, Adam ({LEARNING_RATE:g}, falling to 0 along a cosine), batches of "
        f"{BATCH_SIZE}, {EPOCHS[250]} epochs ({EPOCHS[25]} for 25 of each). Drawing took {drawing} a picture. Measured "
        f"on {date.today()} by benchmarks/celebrities_ladder.py with Keras {keras.__version__} on "
        f"{keras.backend.backend()}, NumPy {np.__version__}, Python {platform.python_version()}."
    )


def milliseconds_a_picture(size: int) -> float:
    """Return the CPU time that drawing takes."""
    begin = time.process_time()
    draw_faces(range(8), 40, size=size)
    return (time.process_time() - begin) / 320 * 1000


def main() -> None:
    """Measure, write the table, and fail if the faces are too easy or too hard."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds, from 1 on")
    seeds = range(1, parser.parse_args().seeds + 1)
    rows = []
    for each in (250, 25):
        faces, causes = draw_celebrities(num_train=each)
        for model in (FULLY_CONNECTED, CONVOLUTIONAL):
            for seed in seeds:
                rows.append({"model": model, "each": each, "accuracy": accuracy(model, faces, seed)})
                print(f"seed {seed}  {each:4} of each  {model:24} {rows[-1]['accuracy']:.3f}", flush=True)
    results = pd.DataFrame(rows)
    milliseconds = {size: milliseconds_a_picture(size) for size in (48, 64)}
    text = f"{table(results, best_possible_accuracy(causes.test))}\n\n{circumstances(seeds, milliseconds)}"
    print(text)
    before, rest = CARD.read_text(encoding="utf-8").split(BEGIN)
    CARD.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}", encoding="utf-8", newline="\n")
    means = results.groupby(["model", "each"])["accuracy"].mean()
    outside = [f"{key}: {means[key]:.3f}" for key, (low, high) in WANTED.items() if not low <= means[key] <= high]
    if outside:
        sys.exit(f"outside the wanted range: {'; '.join(outside)}")


if __name__ == "__main__":
    main()
