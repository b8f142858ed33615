"""The faces that the course draws: the same everywhere, diverse, with knobs that turn what they say, causes known."""

import hashlib
from dataclasses import fields, replace

import numpy as np
import pytest
from sklearn.linear_model import RidgeClassifier

from course_utils.data import FaceConditions
from course_utils.drawn.faces.identities import MOST_IDENTITIES, identity_name, make_identity
from course_utils.drawn.faces.looks import TRAITS
from course_utils.drawn.faces.painter import EASY, draw_faces, plan_faces
from harness.speed import least_seconds
from tools.files import ROOT

CELEBRITIES = range(8)
PASSPORT = FaceConditions(pose=0, light=0, occlusion=0, wear=0)
SHA256 = {
    48: "4c75ed891ef3356a",
    64: "74550fbd90e77102",
}


@pytest.fixture(scope="module")
def easy():
    """Return 160 pictures as the lessons use them."""
    return draw_faces(CELEBRITIES, 20)


def surely_inside(masks: np.ndarray) -> np.ndarray:
    """Return the masks without the pixels at their edges, which show something else, too."""
    middle = masks.copy()
    for axis in (1, 2):
        for shift in (-1, 1):
            middle &= np.roll(masks, shift, axis)
    return middle


def test_pictures_labels_and_masks_have_the_promised_form(easy):
    assert easy.images.shape == (160, 48, 48, 3)
    assert easy.images.dtype == np.uint8
    assert easy.labels.dtype == np.int64
    assert (easy.labels == np.tile(np.arange(8), 20)).all()
    assert easy.masks.shape == (160, 48, 48)
    assert easy.masks.dtype == bool
    assert 0 <= easy.covered.min() <= easy.covered.max() <= 1
    assert 0.15 < easy.masks.mean() < 0.6
    assert 50 < easy.images.mean() < 180


@pytest.mark.parametrize("size", [48, 64])
def test_the_first_pictures_are_the_same_on_every_machine(size):
    """The data card and the lessons' numbers belong to these very pictures; a change of the drawing must show."""
    faces = draw_faces(CELEBRITIES, 8, size=size)
    content = faces.images.tobytes() + np.packbits(faces.masks).tobytes()
    assert hashlib.sha256(content).hexdigest()[:16] == SHA256[size]


def test_a_picture_is_the_same_whatever_else_is_drawn(easy):
    some = draw_faces([5, 2], 3, first=7)
    of_five, of_two = (easy.images[easy.labels == label] for label in (5, 2))
    assert (some.images[::2] == of_five[7:10]).all()
    assert (some.images[1::2] == of_two[7:10]).all()


def test_no_two_pictures_are_alike(easy):
    assert len(np.unique(easy.images.reshape(160, -1), axis=0)) == 160
    other = draw_faces(CELEBRITIES, 2, seed=1)
    assert (other.images != easy.images[:16]).any(axis=(1, 2, 3)).all()


def test_eight_times_350_take_less_than_15_seconds():
    assert 10 * least_seconds(lambda: draw_faces(CELEBRITIES, 35)) < 15


def test_the_celebrities_are_diverse():
    people = [make_identity(number) for number in CELEBRITIES]
    assert len({person.hair_style for person in people}) == 8
    tones = np.sort([person.traits["skin_tone"] for person in people])
    assert tones[0] < 0.15
    assert tones[-1] > 0.75
    assert np.diff(tones).max() < 0.3
    assert 2 <= sum(person.glasses for person in people) <= 4
    assert len({person.beard for person in people}) >= 3
    assert 1 <= sum(person.freckles for person in people) <= 5


def test_traits_are_distributed_as_stated():
    people = [make_identity(number) for number in range(2000)]
    for name, trait in TRAITS.items():
        values = np.array([person.traits[name] for person in people])
        assert abs(values.mean() - trait.mean) < 0.15 * trait.spread
        assert 0.85 * trait.spread < values.std() < 1.05 * trait.spread
        assert trait.low - 1 / 4096 <= values.min() < values.max() <= trait.high + 1 / 4096


def test_no_two_people_share_a_name():
    names = [identity_name(number) for number in range(MOST_IDENTITIES)]
    assert len(set(names)) == MOST_IDENTITIES


def test_without_spread_all_people_are_one():
    people = [make_identity(number, 0.0) for number in range(50)]
    looks = [replace(person, number=0, name="") for person in people]
    assert all(look == looks[0] for look in looks)


def test_identity_spread_scales_the_distance_between_people():
    traits = [np.array([list(make_identity(n, s).traits.values()) for n in CELEBRITIES]) for s in (0.25, 0.5)]
    distances = [np.abs(t - t.mean(axis=0)) for t in traits]
    assert distances[1] == pytest.approx(2 * distances[0], abs=0.002)


def test_without_wear_pose_and_light_a_face_never_changes():
    for label in (0, 4):
        faces = draw_faces([label], 6, conditions=PASSPORT)
        always = faces.masks.all(axis=0)  # collars hide more or less of the neck
        assert always.sum() > 0.9 * faces.masks[0].sum()
        middle = surely_inside(surely_inside(always[None]))[0]
        assert middle.sum() > 300
        assert (faces.images[:, middle] == faces.images[0, middle]).all()


@pytest.mark.parametrize("knob", [field.name for field in fields(FaceConditions)])
def test_every_knob_changes_pictures_and_its_range_is_kept(knob):
    most = 2 if knob in ("identity_spread", "pose", "light") else 1
    low, high = (draw_faces([1, 3], 6, conditions=replace(PASSPORT, **{knob: value})) for value in (0, most))
    assert (low.images != high.images).any()
    for wrong in (-0.01, most + 0.01, "1", None, True, float("nan")):
        with pytest.raises(ValueError, match=f"{knob} is .* must be a number from 0 to {most}"):
            replace(PASSPORT, **{knob: wrong})


def test_light_moves_nothing():
    dark, bright = (draw_faces(CELEBRITIES, 3, conditions=replace(EASY, light=light)) for light in (0, 2))
    assert (dark.masks == bright.masks).all()
    assert (dark.images != bright.images).mean() > 0.9


def test_more_pose_moves_faces_further():
    places = []
    for pose in (0.5, 2):
        masks = draw_faces(CELEBRITIES, 10, conditions=replace(PASSPORT, pose=pose)).masks
        places.append([(mask * np.arange(48)).sum() / mask.sum() for mask in masks])
    assert np.std(places[1]) > 2 * np.std(places[0])


def test_what_stands_in_the_way_only_takes_pixels_away():
    free, hidden = (draw_faces(CELEBRITIES, 6, conditions=replace(EASY, occlusion=share)) for share in (0, 1))
    assert (free.covered == 0).all()
    assert not (hidden.masks & ~free.masks).any()
    assert (hidden.covered > 0).mean() > 0.7
    lost = 1 - hidden.masks.sum(axis=(1, 2)) / free.masks.sum(axis=(1, 2))
    assert (lost >= hidden.covered - 0.05).all()


def test_a_background_cue_leaves_the_person_alone():
    plain = draw_faces(CELEBRITIES, 4, conditions=PASSPORT)
    planted = draw_faces(CELEBRITIES, 4, conditions=replace(PASSPORT, background_cue=1))
    assert (plain.masks == planted.masks).all()
    middle = surely_inside(surely_inside(plain.masks))
    assert (plain.images[middle] == planted.images[middle]).all()
    assert (plain.images != planted.images).any(axis=(1, 2, 3)).all()
    corners = planted.images[:, 0, 0].astype(float)
    between = np.array([corners[planted.labels == label].mean(axis=0) for label in CELEBRITIES])
    within = max(corners[planted.labels == label].std(axis=0).max() for label in CELEBRITIES)
    assert between.std(axis=0).max() > 0.5 * within  # the colour in the corner tells people apart


@pytest.mark.parametrize("strength", [0, 0.3, 1])
def test_a_hat_cue_is_as_strong_as_asked_for(strength):
    conditions = replace(EASY, hat_cue=strength)
    pictures = plan_faces(CELEBRITIES, 100, conditions=conditions)
    planted = np.array([picture.causes["hat_cue"] for picture in pictures])
    assert abs(planted.mean() - strength) < 4 * np.sqrt(strength * (1 - strength) / 800) + 1e-9
    for picture, own in zip(pictures, planted, strict=True):
        if own:
            assert picture.causes["hat_hue"] == picture.identity.own_hue
            assert picture.causes["hat"] != "none"
    own = {
        (p.identity.number, p.causes["hat"], p.causes["hat_hue"])
        for p, yes in zip(pictures, planted, strict=True)
        if yes
    }
    assert len({look[1:] for look in own}) == len(own) == (8 if strength else 0)


def test_wear_is_the_share_of_the_spread_between_people():
    pictures = plan_faces([3], 400, conditions=replace(EASY, wear=0.5))
    for name, trait in TRAITS.items():
        values = np.array([picture.causes[name] for picture in pictures])
        assert values.std() == pytest.approx(0.5 * trait.spread, rel=0.15)
        assert abs(values.mean() - pictures[0].identity.traits[name]) < 0.13 * trait.spread


def test_a_world_at_distance_one_is_upside_down_and_as_bright():
    here, there = (draw_faces(CELEBRITIES, 3, conditions=replace(PASSPORT, distance=distance)) for distance in (0, 1))
    assert (here.masks == there.masks[:, ::-1, ::-1]).all()
    turned = there.images[:, ::-1, ::-1].astype(float)
    skin = surely_inside(here.masks)
    assert turned[skin].mean() == pytest.approx(here.images[skin].mean(), rel=0.1)
    assert (here.images[skin][:, 0].mean() > here.images[skin][:, 2].mean()) != (
        turned[skin][:, 0].mean() > turned[skin][:, 2].mean()
    )


def test_a_linear_classifier_is_far_above_chance_and_far_from_perfect(easy):
    train, test = draw_faces(CELEBRITIES, 60), draw_faces(CELEBRITIES, 25, first=2_000_000)
    model = RidgeClassifier(alpha=1000).fit(train.images.reshape(480, -1) / 255, train.labels)
    assert 0.3 < model.score(test.images.reshape(200, -1) / 255, test.labels) < 0.75


def test_the_table_of_the_data_card_shows_the_ladder():
    card = (ROOT / "data" / "cards" / "celebrities.md").read_text(encoding="utf-8")
    measured = card.split("<!-- measured: begin -->")[1].split("<!-- measured: end -->")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in measured.splitlines() if "|" in line]
    names = [row[0] for row in rows[2:]]
    assert names == ["fully connected 400-100", "CNN 16-32-64", "guessing", "`best_possible_accuracy`"]
    for column in (1, 2):
        connected, convolutional, guessing, bound = (float(row[column].split("±")[0]) for row in rows[2:])
        assert guessing < connected < convolutional - 0.05
        assert convolutional < bound <= 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"size": 32}, "size is 32.*48 or 64"),
        ({"num_per_identity": -1}, "0 or more"),
        ({"seed": -1}, "0 or more"),
        ({"first": -1}, "0 or more"),
        ({"identities": [MOST_IDENTITIES]}, "from 0 to 9999"),
        ({"identities": [-1]}, "from 0 to 9999"),
    ],
)
def test_wrong_numbers_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        draw_faces(**({"identities": [0], "num_per_identity": 1} | wrong))


def test_none_can_be_drawn():
    assert draw_faces([0], 0).images.shape == (0, 48, 48, 3)
