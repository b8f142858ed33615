"""The kinds of answers: a right one is read in every form in which it comes, anything else gets a sentence."""

import math
import types
from fractions import Fraction

import keras
import numpy as np
import pandas as pd
import pytest

from course_utils.checks._findings import BadFormat, NotStarted, Wrong
from course_utils.checks._kinds import (
    array,
    call,
    close,
    compare,
    count,
    letter,
    letters,
    mapping,
    name_the_mistake,
    number,
    parts,
    shape,
    share,
    true_or_false,
)


class TensorShape:
    """As TensorFlow's: neither tuple nor list."""

    __module__ = "tensorflow.python"

    def as_list(self):
        return [None, 24, 24]


@pytest.mark.parametrize(
    "answer",
    [
        0.25, np.float32(0.25), np.array(0.25), np.array([0.25]), [[0.25]], (0.25,), Fraction(1, 4), "1/4", " 0.25 ",
        "2.5e-1", ["1/4"], pd.Series([0.25]), pd.DataFrame([[0.25]]), keras.ops.convert_to_tensor([0.25]),
        keras.Variable(0.25), [keras.ops.convert_to_tensor(0.25)], np.array("1/4"),
    ],
)  # fmt: skip
def test_a_number_in_every_form(answer):
    assert number(answer, "x") == pytest.approx(0.25)


def test_numbers_with_signs_and_thousands():
    assert [number(text, "x") for text in ("50,240", "-1,000,000.5", "−3", "1_000")] == [50240, -1000000.5, -3, 1000]
    assert number(True, "x", booleans=True) == 1
    assert number(float("inf"), "x", finite=False) == math.inf
    assert number(keras.ops.convert_to_tensor(float("inf")), "x", finite=False) == math.inf


@pytest.mark.parametrize(
    "answer",
    [
        "²", "many", "0,25", "1/0", "", 10**400, "1e999", True, np.True_, [1, 2], [], {}, {"a": 1}, {1}, None, 1j,
        float("nan"), object(), lambda: 1, [[1], [2, 3]], "1 2", b"1", [10**5000],
    ],
)  # fmt: skip
def test_what_is_no_number_is_named(answer):
    with pytest.raises(BadFormat, match=r"^pixels "):
        number(answer, "pixels")


def test_a_decimal_comma_is_explained():
    with pytest.raises(BadFormat, match=r"such as 0\.25"):
        number("0,25", "x")


@pytest.mark.parametrize(
    "answer",
    [
        [1, 2, 3], (1, 2, 3), np.array([1, 2, 3], np.float32), np.array([[1], [2], [3]]), [[1, 2, 3]],
        pd.Series([1, 2, 3], index=list("abc")), pd.Index([1, 2, 3]), pd.DataFrame({"a": [1, 2, 3]}), range(1, 4),
        keras.ops.convert_to_tensor([1.0, 2.0, 3.0]), [np.float32(1), 2, "3"],
        [keras.ops.convert_to_tensor(1.0), 2, 3],
    ],
)  # fmt: skip
def test_a_vector_in_every_form(answer):
    assert array(answer, (3,), "x").tolist() == [1, 2, 3]
    assert array(answer, (-1,), "x").tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ([[1, 3], [2, 4, 6]], "different lengths"),
        ([1, 2], r"of shape \(3,\); yours has the shape \(2,\)"),
        (5, r"yours has the shape \(\)"),
        ([[1, 2, 3], [1, 2, 3]], r"shape \(2, 3\)"),
        ([1, 2, "a"], "hold numbers"),
        ([1, 2, None], "hold numbers|finite"),
        ({1, 2, 3}, "hold numbers"),
        ([1, 2, math.inf], "not finite"),
        ([1, 2, 10**400], "too large"),
    ],
)
def test_what_is_no_such_array_is_named(answer, said):
    with pytest.raises(BadFormat, match=f"^x .*({said})"):
        array(answer, (3,), "x")


def test_infinity_where_it_is_an_answer():
    assert array([1, math.inf], (2,), "x", finite=False)[1] == math.inf


@pytest.mark.parametrize(
    "answer", [(None, 24, 24), [None, 24, 24.0], np.array([None, 24, 24]), TensorShape(), pd.Series([None, 24, 24])]
)
def test_a_shape_in_every_form(answer):
    assert shape(answer, "x") == (None, 24, 24)


def test_the_shape_of_a_real_tensor():
    assert shape(keras.ops.ones((2, 3)).shape, "x", 2) == (2, 3)


@pytest.mark.parametrize("answer", [5, "(3, 1)", [1.5, 2], [[1, 2]], [True, 2], None, {1, 2}, np.ones((2, 2))])
def test_what_is_no_shape_is_named(answer):
    with pytest.raises(BadFormat, match=r"^x should be a shape, such as \(4, 2\)"):
        shape(answer, "x")


def test_a_shape_with_another_number_of_axes_is_named():
    with pytest.raises(BadFormat, match="2 entries; yours has 3"):
        shape((1, 2, 3), "x", 2)


@pytest.mark.parametrize("answer", ["B", " b ", "(b)", "b)", "B.", ["B"], np.array("B"), np.str_("b"), ("b",)])
def test_a_letter_in_every_form(answer):
    assert letter(answer, "ABCD", "x") == "B"


@pytest.mark.parametrize("answer", ["E", "AB", "", 2, ["A", "B"], True, "answer B", None])
def test_what_is_no_letter_is_named(answer):
    with pytest.raises(BadFormat, match=r"^x should be one of the letters A, B, C, D"):
        letter(answer, "ABCD", "x")


@pytest.mark.parametrize(
    "answer",
    [
        "BC", "b, c", "C and B", "(B) (C)", ["B", "C"], ("b", "c"), {"B", "C"}, np.array(["B", "C"]), "B/C", ["BC"],
        pd.Series(["B", "C"]),
    ],
)  # fmt: skip
def test_letters_in_every_form(answer):
    assert letters(answer, "ABCD", "x", 2) == {"B", "C"}


@pytest.mark.parametrize("answer", ["BCZ", "not Osindero", "", "B", "BCA", "BB", [], 3, "B C 1"])
def test_what_is_no_pair_of_letters_is_named(answer):
    with pytest.raises(BadFormat, match=r"^x should be 2 different letters out of A, B, C, D"):
        letters(answer, "ABCD", "x", 2)


@pytest.mark.parametrize("true", [True, np.True_, np.array(True), "True", " yes", [True], keras.ops.ones(()) > 0])
def test_true_in_every_form(true):
    assert true_or_false(true, "x") is True


def test_false_and_what_is_neither():
    assert [true_or_false(false, "x") for false in (False, np.array([False]), "no", "false")] == [False] * 4
    for neither in (1, 0, "maybe", None, [True, False], 1.0):
        with pytest.raises(BadFormat, match="True or False"):
            true_or_false(neither, "x")


@pytest.mark.parametrize(
    "answer", [{"A b": 1, "c": 2}, {"C": 2, " a B ": 1}, pd.Series({"A b": 1, "c": 2}), [("a b", 1), ["C", 2]]]
)
def test_a_mapping_in_every_form(answer):
    assert mapping(answer, ["A b", "c"], "x") == {"A b": 1, "c": 2}


@pytest.mark.parametrize(
    ("answer", "said"),
    [({"a": 1}, "missing: b"), ({"a": 1, "b": 2, "z": 3}, "unknown: z"), ({"a": 1, "b": None}, "missing: b")]
    + [(bad, "a dictionary such as") for bad in ([1, 2], "ab", 3, None, [])],
)
def test_what_is_no_such_mapping_is_named(answer, said):
    with pytest.raises(BadFormat, match=said):
        mapping(answer, "ab", "x")


def test_a_share_is_no_per_cent():
    assert [share(answer, "x") for answer in (0, 1, "1/4", [0.5])] == [0, 1, 0.25, 0.5]
    for per_cent in (2, 35, 100):
        with pytest.raises(BadFormat, match="between 0 and 1, not per cent"):
            share(per_cent, "x")
    for none in (-0.1, 1.5, 1000):
        with pytest.raises(BadFormat, match="between 0 and 1; it is"):
            share(none, "x")


def test_a_count_says_what_a_tempting_one_has_missed():
    count("50,240", 50_240, "x")
    for given, said in ((784, "not 784: no bias"), (10, "too small"), (1998, "x is not 1998"), (12345, "12,345")):
        with pytest.raises(Wrong, match=said):
            count(given, 850, "x", {784: "no bias"})


def test_float32_is_near_enough_and_a_wrong_digit_is_not():
    right = np.random.default_rng(0).normal(size=(50, 50))
    assert close((right.astype(np.float32) @ right.astype(np.float32)), right @ right)
    assert close(right * (1 + 5e-6), right)
    assert not close(right * (1 + 1e-4), right)
    assert not close(right + 1e-4, right)
    assert close([math.inf, math.nan], [math.inf, math.nan])
    assert not close([-math.inf], [math.inf])
    assert not close(1.0, [1.0])
    assert not close("one", 1)
    assert close(1.04, 1, rtol=0.05)


def test_results_of_several_parts():
    assert parts((1, 2), 2, "f") == (1, 2)
    assert len(parts([np.ones((2, 2)), np.ones(3)], 2, "f")) == 2
    assert len(parts(np.ones((2, 3)), 2, "f")) == 2
    for bad in (3, (1, 2, 3), np.ones(()), "ab", None, {"a": 1, "b": 2}):
        with pytest.raises(BadFormat, match="f should return two things: this and that"):
            parts(bad, 2, "f", "this and that")


class TestCall:
    """What a student's function does, said in a sentence."""

    def test_results_are_copies(self):
        buffer = np.zeros(2)
        first = call(lambda: buffer, name="f")
        buffer += 1
        assert first.tolist() == [0, 0]

    def test_an_error_is_a_finding(self):
        with pytest.raises(Wrong, match="f stopped with ZeroDivisionError"):
            call(lambda: 1 / 0, name="f")
        with pytest.raises(BadFormat, match="f should be a function; it is 3"):
            call(3, name="f")

    def test_a_function_without_return_is_told_so(self):
        def prints(x):
            print(x)

        def fills(x):
            x[...] = 3

        for function in (prints, fills, print, [].append):
            with pytest.raises(BadFormat, match="f returned nothing: is there a `return`"):
                call(function, np.ones(2), name="f")
        assert call(prints, 1, name="f", none=True) is None

    def test_a_function_that_is_not_written_yet_is_not_started(self):
        def empty(x):
            """Do something."""
            ...

        def half_given(x):
            x[0] = 2
            ...

        def named(x):
            result = ...
            return result

        def used(x):
            factor = ...
            return factor - 1

        def used_inside(x):
            factor = ...
            return np.sin(np.array([factor]))

        for function in (empty, half_given, named, used, used_inside, lambda x: (x, ...), lambda x: {"a": ...}):
            with pytest.raises(NotStarted):
                call(function, [1.0], name="f")

    def test_arguments_that_have_to_stay_untouched(self):
        def double(numbers):
            numbers[0] *= 2
            return numbers

        with pytest.raises(Wrong, match="Do not write") as found:
            call(double, np.ones(1), name="f", untouched=("Do not write into it.", "Copy it."))
        assert found.value.hints == ("Copy it.",)
        assert call(lambda numbers: 2 * numbers, np.ones(1), name="f", untouched="Do not.") == 2

    def test_a_model_is_handed_on_as_it_is(self):
        model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(1)])
        assert call(lambda net: net, model, name="f") is model


class TestCompare:
    """A function against the right one."""

    mistakes = types.MappingProxyType(
        {
            "The sign is turned round.": lambda x, y: y - x,
            ("Only x.", "Look at y."): lambda x, y: x,
            "Another shape.": lambda x, y: (x - y).sum(),
            "Never reached.": lambda x, y: x.no_such_thing,
        }
    )
    case = (np.array([1.0, 2.0, 4.0]), np.array([0.0, 1.0, 1.0]))

    def judge(self, function):
        compare(function, lambda x, y: x - y, self.case, name="f", mistakes=self.mistakes)

    @pytest.mark.parametrize(
        "right",
        [
            lambda x, y: x - y,
            lambda x, y: (x - y).astype(np.float32),
            lambda x, y: (x - y).tolist(),
            lambda x, y: tuple(x - y),
            lambda x, y: pd.Series(x - y),
            lambda x, y: keras.ops.convert_to_tensor(x - y),
            lambda x, y: np.subtract(x, y, out=x),
            lambda x, y: (x - y)[:, None],
        ],
    )
    def test_right_ones_pass_in_every_form(self, right):
        self.judge(right)

    def test_each_mistake_gets_its_finding(self):
        for finding, wrong in list(self.mistakes.items())[:3]:
            with pytest.raises(Wrong) as found:
                self.judge(wrong)
            assert (found.value.finding, *found.value.hints) == ((finding,) if isinstance(finding, str) else finding)

    def test_another_mistake_gets_the_first_number_that_differs(self):
        expected = (
            r"x = \[1.0, 2.0, 4.0\], y = \[0.0, 1.0, 1.0\], entry \[2\] of what f returns should be 3; yours is 9"
        )
        with pytest.raises(Wrong, match=expected):
            self.judge(lambda x, y: (x - y) ** np.array([1, 1, 2]))
        with pytest.raises(BadFormat, match=r"of shape \(3,\); yours has the shape \(2,\)"):
            self.judge(lambda x, y: x[:2])

    def test_several_results(self):
        def right(x):
            return x, 2 * x

        compare(lambda x: [x, x + x], right, (3.0,), name="f")
        with pytest.raises(Wrong, match=r"For x = 3\.0, result 2 of f should be 6; yours is 9"):
            compare(lambda x: (x, 3 * x), right, (3.0,), name="f")
        with pytest.raises(BadFormat, match="two things"):
            compare(lambda x: x, right, (3.0,), name="f")

    def test_infinity_is_compared_too(self):
        with pytest.raises(Wrong, match="should be -inf; yours is -100"):
            compare(lambda x: -100.0, lambda x: -math.inf, (1.0,), name="f")

    def test_a_mistake_is_named_for_a_result_that_is_there_already(self):
        name_the_mistake(5, {"Squared.": lambda x: x**2}, 3)
        with pytest.raises(Wrong, match="Squared"):
            name_the_mistake(9, {"Squared.": lambda x: x**2}, 3)
