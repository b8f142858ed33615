"""The committed backbone: what its card says, what it teaches about people it never saw, and damage told in words."""

import hashlib
import re
import shutil

import numpy as np
import pytest

from course_utils import models
from course_utils.data import load_celebrities
from course_utils.models import backbone
from course_utils.settings import course_root
from tools import train_backbone

CARD = train_backbone.CARD.read_text(encoding="utf-8")


@pytest.fixture
def weights_file(tmp_path, monkeypatch):
    """Return the path of a copy that `load_backbone` reads."""
    path = tmp_path / backbone.FILE
    path.parent.mkdir(parents=True)
    shutil.copy(course_root() / backbone.FILE, path)
    monkeypatch.setattr(backbone, "course_root", lambda: tmp_path)
    return path


def test_the_file_is_the_one_of_the_card_and_small():
    content = (course_root() / backbone.FILE).read_bytes()
    assert f"`{hashlib.sha256(content).hexdigest()}`" in CARD
    assert f"{len(content):,} bytes" in CARD
    assert len(content) < 500_000


def test_the_card_names_the_bands_that_training_again_must_reach():
    for name, (low, high) in train_backbone.BANDS.items():
        assert re.search(rf"\| {name} \| [\d.]+ \| [\d.]+ ± [\d.]+ \| {low} to {high} \|", CARD)


def test_it_has_seen_none_of_the_celebrities():
    celebrities = set(range(8))
    assert celebrities.isdisjoint(train_backbone.STRANGERS)
    assert len(train_backbone.STRANGERS) == 120


def test_its_features_tell_new_people_apart_and_those_of_a_random_net_less_well(monkeypatch):
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    faces = load_celebrities("drawn", num_train=25, num_validation=1)
    name = "8 celebrities, 25 pictures of each"
    low, high = train_backbone.BANDS[name]
    assert low <= train_backbone.probe(backbone.load_backbone(), faces, 25) <= high
    assert train_backbone.probe(backbone.load_backbone(trained=False), faces, 25) < low - 0.1


def test_each_call_returns_a_model_of_its_own():
    first, second = backbone.load_backbone(), backbone.load_backbone()
    first.set_weights([np.zeros_like(weight) for weight in first.get_weights()])
    assert all(np.any(weight) for weight in second.get_weights())


def test_what_was_saved_comes_back_as_half_floats(weights_file):
    net = models.build_backbone()
    backbone.save_weights(net, weights_file)
    for saved, loaded in zip(net.get_weights(), backbone.load_backbone().get_weights(), strict=True):
        np.testing.assert_array_equal(saved.astype(np.float16).astype(np.float32), loaded)


@pytest.mark.parametrize("damage", [lambda raw: raw[:1000], lambda raw: b"", lambda raw: b"<html>" + raw[6:-6]])
def test_a_damaged_file_is_told_in_words(weights_file, damage):
    weights_file.write_bytes(damage(weights_file.read_bytes()))
    with pytest.raises(ValueError, match=r"fictional_faces.npz is damaged: .*git checkout"):
        backbone.load_backbone()


def test_a_missing_file_is_told_in_words(weights_file):
    weights_file.unlink()
    with pytest.raises(FileNotFoundError, match="get it back with `git checkout data/backbone"):
        backbone.load_backbone()


def test_the_weights_of_another_net_are_refused(weights_file):
    backbone.save_weights(models.mlp((48, 48, 3), hidden=(4,)), weights_file)
    with pytest.raises(ValueError, match="weights of another net"):
        backbone.load_backbone()
