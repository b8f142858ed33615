"""The digits that the course draws: the same everywhere, balanced, centred, and as hard as handwriting is.

How they compare with MNIST under neural networks is measured by benchmarks/digits_side_by_side.py; here are the
properties that are cheap to check.
"""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import RidgeClassifier

from course_utils.drawn.digits.strokes import BLOCK, HAND, draw_digits
from harness.speed import least_seconds
from tools.files import ROOT

FIRST_LABELS = [9, 5, 5, 8, 1, 1, 6, 0, 4, 7]
FIRST_INK = [33352, 15138, 25967, 28085, 18978, 11864, 21996, 25026, 23371, 30337]
FIRST_MIDDLES = [13.656, 13.999, 13.836, 14.098, 14.15]


@pytest.fixture(scope="module")
def default_split() -> tuple[np.ndarray, np.ndarray]:
    """Return the 4000 digits of the default split."""
    return draw_digits(4000)


@pytest.fixture(scope="module")
def train_and_test(default_split) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return flat pixels in 0 to 1 and labels of the default training and test rows."""
    images, labels = default_split
    pixels = images.reshape(4000, -1) / 255
    return pixels[:2400], labels[:2400], pixels[3000:], labels[3000:]


def test_images_and_labels_have_the_promised_form(default_split):
    images, labels = default_split
    assert images.shape == (4000, 28, 28)
    assert images.dtype == np.uint8
    assert labels.shape == (4000,)
    assert labels.dtype == np.int64
    assert (images.min(), images.max()) == (0, 255)


def test_a_digit_is_the_same_whatever_range_it_is_drawn_in(default_split):
    images, labels = default_split
    for first, stop in [(0, 1), (499, 501), (600, 600), (2 * BLOCK, 3 * BLOCK), (3990, 4000)]:
        some_images, some_labels = draw_digits(stop - first, first=first)
        assert (some_images == images[first:stop]).all()
        assert (some_labels == labels[first:stop]).all()


def test_another_seed_draws_other_digits(default_split):
    images, labels = draw_digits(500, seed=1)
    assert (labels != default_split[1][:500]).mean() > 0.8
    assert (images != default_split[0][:500]).any(axis=(1, 2)).all()


def test_no_two_digits_are_alike(default_split):
    assert len(np.unique(default_split[0].reshape(4000, -1), axis=0)) == 4000


def test_the_first_digits_are_those_of_the_measurements(default_split):
    """The data card and the lessons' numbers belong to these very digits; a change of the drawing must show.

    One grey level in a few pixels would be forgiven, another digit would not.
    """
    images, labels = default_split
    assert labels[:10].tolist() == FIRST_LABELS
    assert images[:10].sum(axis=(1, 2), dtype=int) == pytest.approx(FIRST_INK, rel=0.002)
    middle_of_mass = (images * np.arange(28)).sum(axis=(1, 2)) / images.sum(axis=(1, 2))
    assert middle_of_mass[:5] == pytest.approx(FIRST_MIDDLES, abs=0.01)


def test_every_class_is_about_as_frequent_as_in_a_fair_draw(default_split):
    for part in (slice(0, 2400), slice(2400, 3000), slice(3000, 4000)):
        counts = np.bincount(default_split[1][part], minlength=10)
        fair = counts.sum() / 10
        assert np.abs(counts - fair).max() < 4 * np.sqrt(fair * 0.9)


def test_the_amount_of_ink_is_that_of_a_pen(default_split):
    images, labels = default_split
    ink = (images > 127).mean(axis=(1, 2))
    assert 0.09 < ink.mean() < 0.15  # MNIST: 0.131
    assert ink.min() > 0.02
    assert ink.max() < 0.4
    by_class = [ink[labels == digit].mean() for digit in range(10)]
    assert np.argmin(by_class) == 1  # as in MNIST
    assert set(np.argsort(by_class)[-2:]) == {0, 8}  # as in MNIST


def test_paper_is_white_and_lines_are_black(default_split):
    images = default_split[0]
    assert (images == 0).mean() > 0.75
    assert (images.max(axis=(1, 2)) == 255).mean() > 0.95
    assert (images[:, [0, -1]] > 0).mean() < 0.01
    assert (images[:, :, [0, -1]] > 0).mean() < 0.01


def test_digits_fill_their_box_and_lie_in_the_middle(default_split):
    images = default_split[0].astype(float)
    total = images.sum(axis=(1, 2))
    middle_x = (images.sum(axis=1) * np.arange(28)).sum(axis=1) / total
    middle_y = (images.sum(axis=2) * np.arange(28)).sum(axis=1) / total
    for middle in (middle_x, middle_y):
        assert abs(middle.mean() - 14) < 0.1  # MNIST: 14.00
        assert middle.std() < 0.9
        assert np.abs(middle - 14).max() < 4
    height = (images > 127).any(axis=2).sum(axis=1)
    width = (images > 127).any(axis=1).sum(axis=1)
    longest = np.maximum(height, width)
    assert 18 < longest.mean() < 21  # MNIST: 20 with the faintest grey
    assert longest.max() <= 23


def nearest_centroid(train_and_test) -> tuple[np.ndarray, np.ndarray]:
    """Return the digits whose mean picture is nearest to each test image, and the confusion matrix."""
    x, y, x_test, y_test = train_and_test
    means = np.stack([x[y == digit].mean(axis=0) for digit in range(10)])
    answers = ((x_test[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
    confusion = np.zeros((10, 10), int)
    np.add.at(confusion, (y_test, answers), 1)
    return answers, confusion


def test_the_nearest_mean_picture_is_right_about_as_often_as_for_mnist(train_and_test):
    answers, _ = nearest_centroid(train_and_test)
    assert 0.74 < (answers == train_and_test[3]).mean() < 0.83  # MNIST at this split: 0.783


def test_a_linear_classifier_is_right_about_as_often_as_for_mnist(train_and_test):
    x, y, x_test, y_test = train_and_test
    model = RidgeClassifier(alpha=30).fit(x, y)
    assert 0.81 < model.score(x_test, y_test) < 0.89  # MNIST at this split: 0.855


def test_digits_are_confused_with_their_neighbours_as_in_mnist(train_and_test):
    _, confusion = nearest_centroid(train_and_test)
    both_ways = np.triu(confusion + confusion.T, k=1)
    worst = {tuple(map(int, divmod(at, 10))) for at in np.argsort(both_ways, axis=None)[-6:]}
    assert worst >= {(4, 9), (1, 7), (1, 5)}  # among MNIST's four most frequent, too
    assert both_ways.max() == both_ways[4, 9]


def test_ten_thousand_take_about_a_second():
    assert least_seconds(lambda: draw_digits(10_000)) < 3


def test_a_steadier_hand_writes_more_alike(default_split):
    free = draw_digits(BLOCK)
    steady = draw_digits(
        BLOCK, hand=replace(HAND, wobble=0, proportion=0, bend=0, slant_spread=0, turn=0, narrowness=0)
    )
    assert (free[1] == steady[1]).all()
    spread = [images[labels == 3].astype(float).std(axis=0).mean() for images, labels in (free, steady)]
    assert spread[1] < 0.8 * spread[0]


@pytest.mark.parametrize("wrong", [{"num_digits": -1}, {"num_digits": 5, "first": -1}, {"num_digits": 5, "seed": -1}])
def test_negative_numbers_are_refused(wrong):
    with pytest.raises(ValueError, match="0 or more"):
        draw_digits(**wrong)


def test_none_can_be_drawn():
    images, labels = draw_digits(0)
    assert images.shape == (0, 28, 28)
    assert labels.shape == (0,)


def test_the_table_of_the_data_card_shows_what_the_card_says():
    card = (ROOT / "data" / "cards" / "digits.md").read_text(encoding="utf-8")
    measured = card.split("<!-- measured: begin -->")[1].split("<!-- measured: end -->")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in measured.splitlines() if "|" in line]
    assert rows[0] == ["test accuracy", "MNIST", "drawn by the course", "difference"]
    compared = {row[0]: [float(cell.split("±")[0]) for cell in row[1:]] for row in rows[2:5]}
    assert list(compared) == ["MLP 500-50", "CNN 16-32", "CNN 16-32, pixels shuffled"]
    for mnist, drawn, difference in compared.values():
        assert difference == pytest.approx(drawn - mnist, abs=0.0011)
        assert abs(difference) <= 0.015
    for mlp, cnn, shuffled in zip(*compared.values(), strict=True):
        if mlp > 0.5:  # the columns of accuracies, not that of differences
            assert shuffled < mlp < cnn
