"""Checks of arguments: what is right is given back, what is wrong is named with what was expected."""

import keras
import numpy as np
import pandas as pd
import pytest

from course_utils import arguments

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize("given", [[1, 2], (1, 2), np.float32([1, 2]), pd.Series([1, 2]), np.array([True, True])])
def test_numbers_come_in_many_forms(given):
    assert arguments.numbers("x", given).dtype == float


def test_a_tensor_is_an_array_of_numbers():
    assert arguments.numbers("x", keras.ops.ones((2, 3))).tolist() == [[1.0] * 3] * 2


@pytest.mark.parametrize("given", ["12", ["a"], [[1], [1, 2]], [1j], [], [NAN], [INF], [None], None, object()])
def test_what_holds_no_numbers_is_named(given):
    with pytest.raises(ValueError, match=r"^x (is|holds) .*(must hold numbers|not finite)"):
        arguments.numbers("x", given)


def test_what_is_not_known_may_be_allowed():
    assert np.isnan(arguments.numbers("x", [1, NAN], finite=False)).tolist() == [False, True]


@pytest.mark.parametrize("given", [0, 1, 0.5, np.float32(0.5), np.array(0.5), np.int8(1)])
def test_a_number_in_its_range_is_given_back(given):
    assert arguments.number("noise", given, 0, 1) == given


@pytest.mark.parametrize("given", [-0.1, 1.1, NAN, INF, "0.5", None, True, [0.5], np.array([0.5]), 1j])
def test_a_number_out_of_range_is_refused(given):
    with pytest.raises((TypeError, ValueError), match=r"^noise is .*; it must be a finite number from 0 to 1\.$"):
        arguments.number("noise", given, 0, 1)


def test_the_range_is_told_as_far_as_there_is_one():
    with pytest.raises(ValueError, match=r"bias is nan; it must be a finite number\.$"):
        arguments.number("bias", NAN)
    with pytest.raises(ValueError, match=r"noise is -1; it must be a finite number of at least 0\.$"):
        arguments.number("noise", -1, 0)


@pytest.mark.parametrize("given", [2.5, "2", None, True, [2], NAN])
def test_a_whole_number_is_asked_for(given):
    with pytest.raises(TypeError, match=r"count is .*; it must be a whole number from 1 to 9"):
        arguments.whole_number("count", given, 9, fewest=1)


@pytest.mark.parametrize("given", [(1, 0), (0, 0), (0, NAN), 3, "01", (0, 1, 2), None])
def test_a_span_has_two_ends(given):
    with pytest.raises(ValueError, match=r"^limits (is|holds)"):
        arguments.span("limits", given)


def test_a_long_answer_is_cut_in_the_message():
    with pytest.raises(
        TypeError, match=r"^draw is \[0, 1, .*\.\.\.; it must be a function: its name, without brackets"
    ):
        arguments.function("draw", list(range(999)))
