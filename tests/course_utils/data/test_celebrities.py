"""Which pictures load_celebrities returns, what it says about them, and what is known of their causes."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.naive_bayes import GaussianNB

from course_utils.data import (
    FaceConditions,
    best_possible_accuracy,
    draw_celebrities,
    identity_probabilities,
    load_celebrities,
)
from course_utils.data.sources import kept_faces
from course_utils.drawn.faces import painter
from course_utils.drawn.faces.causes import Causes, tabulate
from course_utils.drawn.faces.looks import TRAITS
from course_utils.drawn.faces.painter import draw_faces, plan_faces
from course_utils.drawn.faces.signature import signature
from tools.files import ROOT

FEW = {"num_train": 3, "num_validation": 1, "num_test": 2}
KEPT = {"num_train": 3, "num_validation": 1, "num_test": 1}


@pytest.fixture(autouse=True)
def _clean(cache_folder):
    """Start without a cache and without the user's own data."""


def test_the_default_split_is_that_of_the_original_course(capsys):
    faces = load_celebrities()
    assert capsys.readouterr().out == (
        "data: faces of 8 fictional people, drawn by the course; "
        "250 training, 50 validation and 50 test images of each\n"
    )
    for part, each in (("train", 250), ("validation", 50), ("test", 50)):
        images, labels = getattr(faces, f"x_{part}"), getattr(faces, f"y_{part}")
        assert images.shape == (8 * each, 48, 48, 3)
        assert images.dtype == np.uint8
        assert (np.bincount(labels) == each).all()
    assert len(set(faces.class_names)) == 8
    assert faces.source == "drawn by the course"
    assert (ROOT / faces.card).is_file()


def test_parts_share_no_picture_and_keep_their_first_ones():
    few, more = load_celebrities("drawn", **FEW), load_celebrities("drawn", num_train=9, num_validation=9, num_test=9)
    parts = [getattr(more, f"x_{part}") for part in ("train", "validation", "test")]
    assert len(np.unique(np.concatenate(parts).reshape(3 * 72, -1), axis=0)) == 3 * 72
    for part, many in zip(("train", "validation", "test"), parts, strict=True):
        own = getattr(few, f"x_{part}")
        assert (own == many[: len(own)]).all()


def test_the_first_pictures_hold_equally_many_of_everybody():
    faces = load_celebrities("drawn", **FEW)
    assert (np.bincount(faces.y_train[:16]) == 2).all()


def test_strangers_can_be_drawn_at_64_pixels():
    strangers, _ = draw_celebrities(size=64, identities=range(8, 20), **FEW)
    assert strangers.x_train.shape == (36, 64, 64, 3)
    assert len(strangers.class_names) == 12
    assert not set(strangers.class_names) & set(load_celebrities("drawn", **FEW).class_names)


def test_other_conditions_and_seeds_draw_other_pictures():
    usual = load_celebrities("drawn", **FEW)
    for other in ({"seed": 1}, {"conditions": FaceConditions(pose=2)}):
        assert (draw_celebrities(**FEW, **other)[0].x_train != usual.x_train).any()


def test_both_doors_lead_to_the_same_pictures():
    one, (other, _) = load_celebrities("drawn", **FEW, seed=3, size=64), draw_celebrities(**FEW, seed=3, size=64)
    for part in ("train", "validation", "test"):
        assert (getattr(one, f"x_{part}") == getattr(other, f"x_{part}")).all()
    assert repr(one) == repr(other)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.4, 1.0])
def test_so_many_training_labels_are_wrong(share, capsys):
    clean = load_celebrities("drawn", num_train=25, num_validation=2, num_test=2)
    noisy = load_celebrities("drawn", num_train=25, num_validation=2, num_test=2, label_noise=share)
    wrong = noisy.y_train != clean.y_train
    assert wrong.sum() == round(200 * share)
    assert (noisy.x_train == clean.x_train).all()
    assert (noisy.y_test == clean.y_test).all()
    assert (noisy.y_validation == clean.y_validation).all()
    assert ("are wrong on purpose" in capsys.readouterr().out) == (share > 0)
    assert set(noisy.y_train) == set(range(8))


def test_wrong_labels_stay_wrong_when_more_are_added():
    labels = [
        load_celebrities("drawn", num_train=25, label_noise=s, num_validation=1, num_test=1).y_train
        for s in (0, 0.1, 0.3)
    ]
    some = labels[1] != labels[0]
    assert (labels[2][some] == labels[1][some]).all()


@pytest.fixture
def little_is_kept(monkeypatch):
    """Let 24 training pictures be worth keeping, and 8 others not."""
    monkeypatch.setattr(kept_faces, "FEWEST_TO_KEEP", 20)


# --- causes


def test_causes_tell_who_it_really_is():
    faces, causes = draw_celebrities(**FEW, label_noise=0.5)
    for part in ("train", "validation", "test"):
        table, masks = getattr(causes, part).table, getattr(causes, part).masks
        assert masks.shape == getattr(faces, f"x_{part}").shape[:3]
        assert (table.given_label == getattr(faces, f"y_{part}")).all()
        assert [faces.class_names[label] for label in table.label] == table.name.tolist()
    assert (causes.train.table.given_label != causes.train.table.label).sum() == 12
    assert (causes.test.table.given_label == causes.test.table.label).all()
    assert len(repr(causes)) < 400


def test_causes_are_those_of_the_pictures():
    faces, causes = draw_celebrities(num_train=40, num_validation=1, num_test=1)
    table, images = causes.train.table, faces.x_train.astype(float)
    colour = np.ptp(images, axis=3).mean(axis=(1, 2))
    assert (colour < 1 + 2.2 * 255 * table.noise)[table.black_and_white].all()
    assert colour[~table.black_and_white].mean() > 2 * colour[table.black_and_white].mean()
    brightness = [images[table.brightness_group == group].mean() for group in ("dim", "usual", "bright")]
    assert brightness[0] < brightness[1] < brightness[2]
    skin = [
        images[(table.skin == tone).to_numpy()][causes.train.masks[table.skin == tone]].mean()
        for tone in ("dark", "medium", "light")
    ]
    assert skin[0] < skin[1] < skin[2]
    middle = [(mask * np.arange(48)).sum() / mask.sum() for mask in causes.train.masks]
    assert np.corrcoef(middle, table.right)[0, 1] > 0.8
    assert (table.covered[table.thing == "none"] == 0).all()


def test_causes_do_not_depend_on_the_cache(little_is_kept, cache_folder):
    first = draw_celebrities(**KEPT)[1].train
    second = draw_celebrities(**KEPT)[1].train
    assert len(list(cache_folder.iterdir())) == 1
    assert first.table.equals(second.table)
    assert (first.masks == second.masks).all()


def causes_of(num_each, *, first=0, **knobs):
    """Return the causes of pictures of the celebrities, without painting them."""
    conditions, labels = FaceConditions(**knobs), np.tile(np.arange(8), num_each)
    pictures = plan_faces(range(8), num_each, first=first, conditions=conditions)
    table = pd.DataFrame(tabulate(pictures, labels, labels, np.zeros(len(labels))))
    return Causes(table, np.zeros((len(labels), 48, 48), bool), tuple(range(8)), conditions)


def test_nobody_can_tell_people_apart_who_are_alike():
    for wear in (0, 1):
        assert best_possible_accuracy(causes_of(100, identity_spread=0, wear=wear)) == pytest.approx(1 / 8)


def test_looks_that_never_change_or_a_planted_cue_give_everybody_away():
    assert best_possible_accuracy(causes_of(100, wear=0)) == pytest.approx(1)
    for cue in ("hat_cue", "background_cue"):
        assert best_possible_accuracy(causes_of(100, identity_spread=0, **{cue: 1})) == pytest.approx(1)
        halfway = best_possible_accuracy(causes_of(100, identity_spread=0, **{cue: 0.5}))
        assert halfway == pytest.approx(0.5 + 0.5 / 8, abs=0.07)  # 800 pictures: four standard errors


@pytest.mark.parametrize(("spread", "wear"), [(0.1, 0.5), (0.1, 1.0), (0.3, 1.0)])
def test_the_bound_is_what_the_best_guesser_reaches_and_others_do_not(spread, wear):
    causes = causes_of(100, identity_spread=spread, wear=wear)
    probabilities = identity_probabilities(causes)
    labels = causes.table.label.to_numpy()
    assert probabilities.sum(axis=1) == pytest.approx(1)
    bound = best_possible_accuracy(causes)
    reached = (probabilities.argmax(axis=1) == labels).mean()
    four_errors = 4 * np.sqrt(bound * (1 - bound) / len(labels))
    assert reached == pytest.approx(bound, abs=four_errors)
    # A model that has learned the traits from 100 pictures of each, but not the rest, is worse.
    learned = causes_of(100, first=5000, identity_spread=spread, wear=wear).table
    model = GaussianNB().fit(learned[list(TRAITS)], learned.label)
    assert model.score(causes.table[list(TRAITS)], labels) < bound + four_errors


def test_the_bound_falls_with_wear_and_rises_with_spread():
    bounds = [
        best_possible_accuracy(causes_of(100, identity_spread=s, wear=w)) for s, w in ((0.1, 1), (0.1, 0.4), (0.5, 0.4))
    ]
    assert bounds[0] < bounds[1] < bounds[2]


# --- the cache


def test_pictures_are_kept_and_not_drawn_again(little_is_kept, cache_folder, monkeypatch):
    first = load_celebrities("drawn", **KEPT)
    assert len(list(cache_folder.iterdir())) == 1

    def only_what_is_not_kept(people, num_per_identity, **how):
        assert num_per_identity == 1, "drawn again in spite of the cache"
        return draw_faces(people, num_per_identity, **how)

    monkeypatch.setattr(kept_faces, "draw_faces", only_what_is_not_kept)
    second = load_celebrities("drawn", **KEPT)
    assert (second.x_train == first.x_train).all()
    assert (second.y_train == first.y_train).all()


def test_a_few_pictures_are_not_worth_keeping(cache_folder):
    load_celebrities("drawn", num_train=40, num_validation=1, num_test=1)
    assert not cache_folder.exists()


@pytest.mark.parametrize("damage", ["cut off", "empty", "altered", "another file's"])
def test_a_damaged_file_is_set_aside_and_drawn_again(damage, little_is_kept, cache_folder, capsys):
    first = load_celebrities("drawn", **KEPT)
    (path,) = cache_folder.iterdir()
    whole = path.read_bytes()
    if damage == "altered":
        with np.load(path) as file:
            arrays = dict(file)
        arrays["images"] = arrays["images"].copy()
        arrays["images"][17, 3, 3, 0] ^= 1
        np.savez(path, **arrays)
    elif damage == "another file's":
        np.savez(path, images=np.zeros(3))
    else:
        path.write_bytes(whole[:-5000] if damage == "cut off" else b"")
    second = load_celebrities("drawn", **KEPT)
    assert (second.x_train == first.x_train).all()
    assert f"{path} was damaged and is now called {path.name}.broken" in capsys.readouterr().out
    assert sorted(found.name for found in cache_folder.iterdir()) == [path.name, f"{path.name}.broken"]


def test_a_cache_that_cannot_be_written_costs_only_time(little_is_kept, tmp_path, monkeypatch, capsys):
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    monkeypatch.setenv("COURSE_CACHE", str(blocked / "cache"))
    assert len(load_celebrities("drawn", **KEPT).x_train) == 24
    assert "they could not be kept for the next time: no cache folder can be written to" in capsys.readouterr().out


def test_another_painter_gets_a_file_of_its_own(little_is_kept, cache_folder, monkeypatch):
    first = load_celebrities("drawn", **KEPT)
    monkeypatch.setattr(painter, "paint_hat", lambda *_: None)
    monkeypatch.setattr(kept_faces, "signature", signature.__wrapped__)
    assert (load_celebrities("drawn", **KEPT).x_train != first.x_train).any()
    assert len(list(cache_folder.iterdir())) == 2


def test_the_cache_does_not_grow_without_end(little_is_kept, cache_folder, monkeypatch):
    load_celebrities("drawn", **KEPT, seed=9)
    (path,) = cache_folder.iterdir()
    monkeypatch.setattr(kept_faces, "MOST_BYTES", int(2.5 * path.stat().st_size))
    path.unlink()
    for seed in range(4):
        load_celebrities("drawn", **KEPT, seed=seed)
        newest = max(cache_folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (seed + 1, seed + 1))
    kept = list(cache_folder.iterdir())
    assert len(kept) == 2
    assert sorted(path.stat().st_mtime for path in kept) == [3, 4]


# --- what is refused, and what is said


def test_a_folder_without_lfw_is_passed_over_aloud(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    assert load_celebrities(**FEW).source == "drawn by the course"
    assert f"drawn by the course (COURSE_DATA ({tmp_path}) holds no lfw_home); 3 training" in capsys.readouterr().out
    load_celebrities("drawn", **FEW)
    assert "COURSE_DATA" not in capsys.readouterr().out


@pytest.mark.parametrize("source", ["auto", "lfw"])
def test_a_data_folder_that_does_not_exist_is_an_error(source, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "typo"))
    with pytest.raises(FileNotFoundError, match=r"COURSE_DATA names .*typo, which is not a folder"):
        load_celebrities(source)
    assert load_celebrities("drawn", **FEW).source == "drawn by the course"


@pytest.mark.parametrize("source", ["drwan", "no/such/folder", Path("nowhere")])
def test_an_unknown_source_is_refused(source):
    with pytest.raises(FileNotFoundError, match=r"there is no such folder. It must be \"auto\", \"drawn\", \"lfw\" or"):
        load_celebrities(source)


@pytest.mark.parametrize("source", ["", None, 3])
def test_a_source_that_is_no_name_is_refused(source):
    with pytest.raises(ValueError, match='must be "auto", "drawn", "lfw" or a folder'):
        load_celebrities(source)


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"size": 50}, ValueError, "size is 50; it must be 48 or 64"),
        ({"num_train": 0}, ValueError, "num_train is 0; it must be from 1 to"),
        ({"num_test": 2.0}, TypeError, "num_test is 2.0; it must be a whole number"),
        ({"num_validation": True}, TypeError, "num_validation is True"),
        ({"seed": -1}, ValueError, "seed is -1; it must be from 0"),
        ({"seed": "1"}, TypeError, "seed is '1'"),
        ({"label_noise": 1.1}, ValueError, "label_noise is 1.1; it must be a share from 0 to 1"),
        ({"label_noise": "0.1"}, ValueError, "label_noise is '0.1'"),
    ],
)
def test_wrong_parameters_are_refused_before_anything_is_drawn(wrong, error, message, monkeypatch):
    monkeypatch.setattr(kept_faces, "draw_faces", None)
    with pytest.raises(error, match=message):
        load_celebrities("drawn", **wrong)
    with pytest.raises(error, match=message):
        draw_celebrities(**wrong)


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"identities": [3]}, ValueError, "at least 2 people are needed"),
        ({"identities": [3, 3]}, ValueError, "at least 2 people are needed, each once"),
        ({"identities": [3, 10_000]}, ValueError, "must be from 0 to 9999"),
        ({"conditions": {"pose": 1}}, TypeError, "must be a FaceConditions"),
        ({"conditions": 0}, TypeError, "must be a FaceConditions"),
    ],
)
def test_wrong_people_and_conditions_are_refused(wrong, error, message, monkeypatch):
    monkeypatch.setattr(kept_faces, "draw_faces", None)
    with pytest.raises(error, match=message):
        draw_celebrities(**wrong)
