"""The drawn sequences: what they promise, against closed forms and brute force."""

from itertools import product

import numpy as np
import pytest

from course_utils.drawn import sequences
from course_utils.drawn.sequences import (
    SALE_NOISE,
    STAY,
    WEATHER,
    adding_problem,
    conversation,
    echo,
    flip_flop,
    ice_cream_ceiling,
    ice_cream_shop,
    sine_products,
    speaker_probabilities,
)


def test_adding_problem_marks_one_number_in_each_half_and_guessing_has_the_known_error():
    x, y = adding_problem(20_000, 12, seed=3)
    assert x.dtype == y.dtype == np.float32
    marks = x[:, :, 1]
    assert (marks[:, :6].sum(axis=1) == 1).all()
    assert (marks[:, 6:].sum(axis=1) == 1).all()
    assert set(np.unique(marks)) == {0, 1}
    np.testing.assert_allclose(y, np.einsum("nt,nt->n", x[:, :, 0], marks), rtol=1e-6)
    assert np.mean((y - 1) ** 2) == pytest.approx(1 / 6, abs=0.005)


def test_echo_is_the_input_delayed():
    x, y = echo(50, 9, delay=4)
    np.testing.assert_array_equal(y, np.roll(x[:, :, 0], 4, axis=1) * (np.arange(9) >= 4))
    assert set(np.unique(x)) == {-1, 1}
    assert (echo(3, 5, delay=0)[0][:, :, 0] == echo(3, 5, delay=0)[1]).all()


def test_flip_flop_agrees_with_a_walk_through_every_sequence():
    pushes, is_up, will_change = flip_flop(30, 15, seed=2)
    for sequence, states, changes in zip(pushes[:, :, 0], is_up, will_change, strict=True):
        assert sequence[0]
        assert sequence[-1]
        for step in range(15):
            last = [push for push in sequence[: step + 1] if push][-1]
            following = [push for push in sequence[step + 1 :] if push]
            assert states[step] == (last == 1)
            assert changes[step] == (bool(following) and following[0] != last)


def test_next_change_of_the_flip_flop_is_a_fair_coin_to_who_knows_only_the_past():
    _, is_up, will_change = flip_flop(4000, 10, seed=1)
    assert will_change[:, :-1].mean() == pytest.approx(0.5, abs=0.02)
    assert np.corrcoef(is_up[:, 4], will_change[:, 4])[0, 1] == pytest.approx(0, abs=0.06)


def test_conversation_has_the_promised_speakers_and_sounds():
    sounds, speakers = conversation(4000, 30, seed=1)
    assert (speakers[:, 1:] == speakers[:, :-1]).mean() == pytest.approx(STAY, abs=0.003)
    for speaker, mean in ((0, -0.5), (1, 0.5)):
        here = sounds[speakers == speaker]
        np.testing.assert_allclose(here.mean(axis=0), [mean, 0], atol=0.02)
        np.testing.assert_allclose(here.std(axis=0), [1, 1], atol=0.02)


def test_speaker_probabilities_equal_the_sum_over_all_possible_conversations():
    sounds, _ = conversation(2, 6, seed=5)
    found = speaker_probabilities(sounds)
    for row, features in enumerate(sounds[:, :, 0].astype(float)):
        for end, name in ((None, "and the future"), (4, "and the past")):
            seen = features[:end]
            paths = np.array(list(product([0, 1], repeat=len(seen))))
            prior = np.where(np.diff(paths, axis=1) == 0, STAY, 1 - STAY).prod(axis=1)
            weights = prior * np.exp(-((seen - (paths - 0.5)) ** 2) / 2).prod(axis=1)
            assert found[name][row, 3] == pytest.approx(weights[paths[:, 3] == 1].sum() / weights.sum())
    np.testing.assert_allclose(found["this sound"], 1 / (1 + np.exp(-sounds[:, :, 0])), rtol=1e-5)


def test_more_knowledge_is_never_worse():
    sounds, speakers = conversation(2000, 30, seed=1)
    accuracy = [((p > 0.5) == speakers).mean() for p in speaker_probabilities(sounds).values()]
    assert accuracy[0] + 0.05 < accuracy[1]
    assert accuracy[1] + 0.03 < accuracy[2]


def test_ice_cream_shop_follows_its_rule():
    weather, sells = ice_cream_shop(50_000, seed=1)
    np.testing.assert_allclose(weather.mean(axis=0), list(WEATHER.values()), atol=0.01)
    is_open, as_expected = False, 0
    for kind, sold in zip(weather.argmax(axis=1), sells, strict=True):
        is_open = {0: True, 1: is_open, 2: False}[kind]
        as_expected += is_open == sold
    assert as_expected / 50_000 == pytest.approx(1 - SALE_NOISE, abs=0.005)


@pytest.mark.parametrize("days", [0, 1, 2, 4])
def test_ice_cream_ceiling_is_what_the_best_rule_reaches(days):
    weather, sells = ice_cream_shop(60_000, seed=2)
    kinds = weather.argmax(axis=1)
    answer = np.random.default_rng(0).integers(0, 2, len(kinds))  # a guess, where nothing is known
    for back in range(days - 1, -1, -1):
        kind = np.roll(kinds, back)
        answer = np.where(kind == 0, 1, np.where(kind == 2, 0, answer))
    assert np.mean(answer == sells) == pytest.approx(ice_cream_ceiling(days), abs=0.008)


def test_sine_products_have_waves_of_the_promised_size_and_noise():
    waves = sine_products(2000, 400, seed=1)[:, :, 0].astype(float)
    assert waves.var() == pytest.approx(1 / 4 + sequences.SINE_NOISE**2, abs=0.01)
    third = np.diff(waves, n=6, axis=1)  # a smooth wave leaves almost nothing in sixth differences, noise 924 times
    assert third.var() / 924 == pytest.approx(sequences.SINE_NOISE**2, rel=0.02)


DRAWERS = {
    "adding": lambda seed: adding_problem(5, 8, seed=seed),
    "echo": lambda seed: echo(5, 8, 2, seed=seed),
    "flip_flop": lambda seed: flip_flop(5, 8, seed=seed),
    "conversation": lambda seed: conversation(5, 8, seed=seed),
    "shop": lambda seed: ice_cream_shop(40, seed=seed),
    "sines": lambda seed: (sine_products(5, 8, seed=seed),),
}


@pytest.mark.parametrize("draw", DRAWERS.values(), ids=DRAWERS)
def test_a_seed_gives_the_same_sequences_and_another_seed_others(draw):
    for first, again, other in zip(draw(1), draw(1), draw(2), strict=True):
        np.testing.assert_array_equal(first, again)
        assert not np.array_equal(first, other)


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda: adding_problem(0, 10), "num_sequences is 0"),
        (lambda: adding_problem(5, 1), "length is 1; it must be 2"),
        (lambda: echo(5, 3, delay=3), "delay is 3"),
        (lambda: echo(5, 3, delay=-1), "delay is -1"),
        (lambda: flip_flop(5, 1), "length is 1"),
        (lambda: flip_flop(5, 5, event_probability=0), "event_probability is 0"),
        (lambda: conversation(5, 0), "length is 0"),
        (lambda: ice_cream_shop(0), "length is 0"),
        (lambda: ice_cream_ceiling(-1), "num_days is -1"),
        (lambda: sine_products(-2, 5), "num_sequences is -2"),
    ],
)
def test_sizes_that_make_no_sense_are_refused(call, complaint):
    with pytest.raises(ValueError, match=complaint):
        call()
