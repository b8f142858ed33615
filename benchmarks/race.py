"""The frame of the accuracy-against-cost benchmarks: recipes that train on the same digits, taking turns."""

import argparse
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import keras
import numpy as np
import pandas as pd

from course_utils.data import load_digits


@dataclass(frozen=True)
class Race:
    """Recipes to compare on real MNIST: rows 0-2400 to train, rows 3000-4000 to test.

    Attributes
    ----------
    recipes : dict of str to callable
        Each maps images (n, 28, 28, 1), values from 0 to 1, and labels (n,) to a trained model that gives logits.
    original : str
        The recipe whose CPU seconds are the unit of cost.
    least_accuracy : dict of str to float
        Mean test accuracy that a recipe has to reach.
    most_cost : dict of str to float
        Share of the original's CPU seconds that it may take.
    """

    recipes: dict[str, Callable]
    original: str
    least_accuracy: dict[str, float]
    most_cost: dict[str, float]

    def measure(self, seeds: range) -> pd.DataFrame:
        """Return accuracy and cost of each recipe and seed, the recipes in alternation."""
        digits = load_digits("mnist", num_train=2400, num_validation=600, num_test=1000)
        x, x_test = (images[..., None] / np.float32(255) for images in (digits.x_train, digits.x_test))
        for train in self.recipes.values():
            train(x[:100], digits.y_train[:100])  # what only the first fit of a process costs
        rows = []
        for seed in seeds:
            for name, train in self.recipes.items():
                keras.backend.clear_session()
                keras.utils.set_random_seed(seed)
                before = _cpu_seconds()
                model = train(x, digits.y_train)
                cost = _cpu_seconds() - before
                answers = keras.ops.convert_to_numpy(model(x_test)).argmax(axis=1)
                accuracy = float((answers == digits.y_test).mean())
                rows.append({"recipe": name, "seed": seed, "cost": cost, "accuracy": accuracy})
                print(f"seed {seed}  {accuracy:.3f}  {cost:5.2f} CPU s  {name}", file=sys.stderr, flush=True)
        return pd.DataFrame(rows)

    def shares(self, results: pd.DataFrame) -> pd.Series:
        """Return the cost of each recipe as a share of the original's, the median over the seeds."""
        costs = results.pivot(index="seed", columns="recipe", values="cost")
        return costs.div(costs[self.original], axis=0).median()

    def table(self, results: pd.DataFrame) -> str:
        """Return the Markdown table: mean and standard deviation over the seeds, and the relative cost."""
        lines = ["| recipe | test accuracy | CPU s | share of the original's |", "|---|---|---|---|"]
        shares = self.shares(results)
        for name in self.recipes:
            of_recipe = results[results["recipe"] == name]
            accuracy, spread, cost = (
                of_recipe["accuracy"].mean(),
                of_recipe["accuracy"].std(),
                of_recipe["cost"].median(),
            )
            lines.append(f"| {name} | {accuracy:.3f} ± {spread:.3f} | {cost:.1f} | {shares[name]:.2f} |")
        return "\n".join(lines)

    def missed(self, results: pd.DataFrame) -> list[str]:
        """Say which targets were not reached."""
        means, shares = results.groupby("recipe")["accuracy"].mean(), self.shares(results)
        said = [f"{name}: {means[name]:.4f} < {low}" for name, low in self.least_accuracy.items() if means[name] < low]
        return said + [
            f"{name}: cost {shares[name]:.2f} > {high}" for name, high in self.most_cost.items() if shares[name] > high
        ]

    def main(self, description: str) -> None:
        """Measure, print the table, and end with an error if a target is missed."""
        parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
        parser.add_argument("--seeds", type=int, default=5, help="how many seeds, from 1 on")
        seeds = range(1, parser.parse_args().seeds + 1)
        results = self.measure(seeds)
        print(self.table(results))
        print(
            f"\nMean ± standard deviation over the seeds {seeds[0]} to {seeds[-1]}, medians of the costs; rows 0-2400 "
            f"of MNIST to train, rows 3000-4000 to test; user and system time of the fit. {date.today()}, Keras "
            f"{keras.__version__} on {keras.backend.backend()}, Python {platform.python_version()}."
        )
        if said := self.missed(results):
            sys.exit("\n".join(said))


def _cpu_seconds() -> float:
    """Return user and system time of this process so far."""
    used = os.times()
    return used.user + used.system
