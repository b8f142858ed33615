"""Kinds of answers: each in all the forms in which students give it."""

import sys

import keras
import numpy as np
import pandas as pd
import pytest

from course_utils.checks import _kinds as kinds
from course_utils.checks._compare import compare
from course_utils.checks._frame import BadFormat, NotStarted, Wrong
from course_utils.checks._orders import ordered_letters


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (3, 3),
        (np.float32(0.25), 0.25),
        (np.array([5.1], "float32"), 5.1),
        (np.float32(102_764_544), 102_764_544),
        ([[3]], 3),
        (np.array(3), 3),
        (pd.Series([4.5]), 4.5),
        ("1/4", 0.25),
        ("50,240", 50_240),
        (np.str_("50,240"), 50_240),
        (" 0.25 ", 0.25),
        ("-1e3", -1000),
        (True, 1),
    ],
)
def test_a_number_in_many_forms(given, value):
    assert kinds.number(given, "x") == value
    assert kinds.number(keras.ops.convert_to_tensor([0.5]), "x") == 0.5


@pytest.mark.parametrize("given", ["²", "many", "1/0", [1, 2], {"a": 1}, object(), "1,25,5", [[1], [1, 2]]])
def test_what_is_no_number_is_a_matter_of_form(given):
    with pytest.raises(BadFormat, match="x should be a single number"):
        kinds.number(given, "x")


def test_numbers_that_are_too_large_or_not_finite():
    with pytest.raises(Wrong, match="too large"):
        kinds.number(10**400, "x")
    with pytest.raises(Wrong, match="not finite"):
        kinds.number(keras.ops.convert_to_tensor(np.inf), "x")
    assert kinds.number(keras.ops.convert_to_tensor(np.inf), "x", finite=False) == np.inf


def test_shares_are_not_per_cent():
    assert kinds.share("3/4", "x") == 0.75
    with pytest.raises(BadFormat, match="not per cent"):
        kinds.share(75, "x")
    with pytest.raises(Wrong, match="between 0 and 1"):
        kinds.share(-0.1, "x")


def test_a_count_that_is_not_whole_is_shown_as_it_is():
    with pytest.raises(Wrong, match=r"x is not 34,944\.5: a count is a whole number"):
        kinds.compare_count(34_944.5, 34_944, "x")
    with pytest.raises(Wrong, match=r"x is not 468\.75: that is too few"):
        kinds.compare_count(468.75, 469, "x", {468.75: "that is too few"})


@pytest.mark.parametrize(
    "given",
    [
        [1, 2, 3],
        (1, 2, 3),
        np.float32([1, 2, 3]),
        pd.Series([1, 2, 3]),
        pd.Index([1, 2, 3]),
        [[1], [2], [3]],
        np.array([[1, 2, 3]]),
        ("1", "4/2", "3,0"),
    ],
)
def test_a_vector_in_many_forms(given):
    assert kinds.array(given, (3,), "x").tolist() == [1, 2, 3]
    assert kinds.array(keras.ops.convert_to_tensor([1.0, 2, 3]), (-1,), "x").tolist() == [1, 2, 3]


@pytest.mark.parametrize("given", [[[1, 3], [2, 4, 6]], ["a", "b", "c"], "abc", object(), [None, 1, 2]])
def test_what_holds_no_numbers_is_a_matter_of_form_or_shape(given):
    with pytest.raises(Wrong, match=r"x (should hold numbers|contains a value that is not finite)"):
        kinds.array(given, (3,), "x")


def test_shapes_that_differ_are_told():
    with pytest.raises(Wrong, match=r"of shape \(2, any\); yours has the shape \(3,\)"):
        kinds.array([1, 2, 3], (2, -1), "x")
    with pytest.raises(Wrong, match="turned"):
        kinds.array(np.ones((3, 2)), (2, 3), "x", tempting={(3, 2): "turned"})


class TensorShape:
    """As TensorFlow has it: no tuple, but something to go through."""

    def __iter__(self):
        return iter((None, 24, 24, 6))


@pytest.mark.parametrize(
    "given", [(None, 24, 24, 6), [None, 24, 24, 6], TensorShape(), np.array([None, 24, 24, 6], dtype=object)]
)
def test_a_shape_in_many_forms(given):
    assert kinds.shape(given, "x") == (None, 24, 24, 6)
    assert kinds.shape(pd.Series([3, 2]), "x") == (3, 2)
    assert kinds.shape(keras.ops.ones((2, 5)).shape, "x") == (2, 5)
    assert kinds.shape(np.array([2.0, 5.0]), "x") == (2, 5)


@pytest.mark.parametrize("given", ["24", 24, (2, 5.5), (2, np.inf), (2, np.nan), "(2, 5)", ((2, 5), 3), ("2", "5")])
def test_what_is_no_shape_is_a_matter_of_form(given):
    with pytest.raises(BadFormat, match="should be a shape"):
        kinds.shape(given, "x")


@pytest.mark.parametrize(
    "given", ["BC", "c, b", "B and C", ["b", "C"], ("B", "C"), {"B", "C"}, np.array(["C", "B"]), b"CB"]
)
def test_letters_in_many_forms(given):
    assert kinds.letters(given, "ABCD", "x") == {"B", "C"}


@pytest.mark.parametrize("given", ["BCZ", "not B", "BB", "", 3, None, ["B", "Osindero"]])
def test_letters_must_be_nothing_else(given):
    with pytest.raises(BadFormat):
        kinds.letters(given, "ABCD", "x")


def test_a_single_letter():
    assert (
        kinds.letter(" (c) ", "ABC", "x") == kinds.letter(["C"], "ABC", "x") == kinds.letter(np.array("c"), "ABC", "x")
    )
    for bad in ("E", "AB", "the first", 2):
        with pytest.raises(BadFormat, match="one of the letters A, B, C in quotes"):
            kinds.letter(bad, "ABC", "x")


def test_true_or_false_in_many_forms():
    for given in (True, np.bool_(True), np.array(True), "yes", "True", 1, np.array([True]), [True], ([[1]],)):
        assert kinds.true_or_false(given, "x") is True
    assert kinds.true_or_false("no", "x") is False
    with pytest.raises(BadFormat):
        kinds.true_or_false("perhaps", "x")


def test_a_mapping_in_many_forms():
    for given in (
        {"a": 1, "b": 2},
        {"B": 2, "A": 1},
        pd.Series({"a": 1, "b": 2}),
        [("a", 1), ("b", 2)],
        {1: "A", 2: "b"},
    ):
        assert kinds.mapping(given, "ab", "x") == {"a": 1, "b": 2}
    named_twice = [("b", 3), ("a", 1), ("b", 2)]
    for bad in ({"a": 1}, {1: "a", 2: "a"}, {1: "a", 2: "c"}, "ab", 3, {"a": 1, "b": 2, "c": 3}, named_twice):
        with pytest.raises(BadFormat, match="a dictionary with the keys 'a', 'b'"):
            kinds.mapping(bad, "ab", "x")


@pytest.mark.parametrize(
    "given", [[1, 2], (1, 2), np.array([1, 2]), pd.Series([1, 2]), {0: 1, 1: 2}, {"b": 2, "a": 1}, [["b", 2], ["a", 1]]]
)
def test_a_mapping_as_a_list_where_the_order_is_given(given):
    assert kinds.mapping(given, ["a", "b"], "x", in_order=True) == {"a": 1, "b": 2}
    for text in ("yn", "y, n"):
        assert kinds.mapping(text, "ab", "x", in_order=True) == {"a": "y", "b": "n"}


@pytest.mark.parametrize("given", [[1], [1, 2, 3], {1, 2}, 3, "yes", {"a": 1}])
def test_a_list_of_another_length_is_no_mapping(given):
    with pytest.raises(BadFormat, match="a dictionary with the keys 'a', 'b'"):
        kinds.mapping(given, "ab", "x", in_order=True)


def test_the_right_number_of_things():
    assert kinds.parts(np.array([1, 2]), ("one", "two"), "f") == (1, 2)
    for bad in (3, (1, 2, 3), None):
        with pytest.raises(Wrong, match="f should return 2 things: one, two"):
            kinds.parts(bad, ("one", "two"), "f")


def test_a_call_hands_over_copies():
    given, listed = np.ones(3), [[1, 2]]

    def spoils(array, rows):
        array *= 0
        rows[0].append(3)
        return array

    assert kinds.call(spoils, given, listed, name="f").tolist() == [0, 0, 0]
    assert given.tolist() == [1, 1, 1]
    assert listed == [[1, 2]]


def leaves():
    sys.exit(1)


def endless():
    return endless()


def bare():
    raise BaseException("bare")


def closes():
    raise GeneratorExit


@pytest.mark.parametrize(
    ("function", "finding"),
    [
        (lambda: 1 / 0, "ZeroDivisionError"),
        (leaves, "SystemExit"),
        (endless, "RecursionError"),
        (bare, "BaseException: bare"),
        (closes, "GeneratorExit"),
        (3, "should be a function"),
        (lambda: print("42"), "is there a `return`"),
    ],
)
def test_what_goes_wrong_in_a_function_is_a_finding(function, finding):
    with pytest.raises(Wrong, match=finding):
        kinds.call(function, name="f")


def unfinished():
    """Return something."""
    ...


@pytest.mark.parametrize("function", [unfinished, lambda: None, lambda: ..., lambda: 3 * ...])
def test_a_function_without_code_is_not_started(function):
    with pytest.raises(NotStarted):
        kinds.call(function, name="f")


def test_none_is_handed_on_where_the_judge_looks():
    assert kinds.call(lambda: None, name="f", none=True) is None


def test_numbers_agree_to_the_precision_of_float32():
    right = np.linspace(-3, 5, 100)
    assert kinds.close(right.astype("float32"), right)
    assert not kinds.close(right + 1e-3, right)
    assert not kinds.close(right[:3], right)
    assert kinds.close([np.inf, 1], [np.inf, 1])
    assert kinds.close(1e-9, 0.0)
    assert not kinds.close(1e-6, 0.0)


def test_the_mistake_that_was_made_is_named():
    mistakes = {"squared": lambda x: x**2, "halved": lambda x: x / 2}
    with pytest.raises(Wrong, match="halved"):
        kinds.blame(np.array([1.5]), mistakes, np.array([3.0]))
    kinds.blame(np.array([7.0]), mistakes, np.array([3.0]))


def shifted(x, by):
    return x + by


@pytest.mark.parametrize(
    ("function", "finding"),
    [
        (lambda x, by: x - by, "the sign is turned round"),
        (
            lambda x, by: x * by,
            r"For x = \[1.0, 2.5\], by = 3, entry \[0\] of what shift returns should be 4; yours is 3",
        ),
        (lambda x, by: x[:1], r"of shape \(2,\); yours has the shape \(1,\)"),
    ],
)
def test_a_function_is_compared_with_the_right_one(function, finding):
    cases = [(np.array([1.0, 2.5]), 3), (np.array([-1.0, 0]), 0.5)]
    mistakes = {("the sign is turned round", "a hint"): lambda x, by: x - by}
    compare(lambda x, by: [float(one) for one in x + by], shifted, *cases, name="shift")
    with pytest.raises(Wrong, match=finding):
        compare(function, shifted, *cases, name="shift", mistakes=mistakes)


def test_functions_of_several_results_are_compared_part_by_part():
    def both(x):
        return x.sum(), x**2

    compare(lambda x: [x.sum(), x * x], both, (np.arange(3.0),), name="both")
    for wrong, finding in ((lambda x: (x.sum(), x), "entry"), (lambda x: x.sum(), "should return 2 things")):
        with pytest.raises(Wrong, match=finding):
            compare(wrong, both, (np.arange(3.0) + 1,), name="both")


def test_a_wrong_function_that_cannot_take_the_arguments_is_not_to_blame():
    mistakes = {"the other way round": lambda matrix, vector: vector @ matrix, "doubled": lambda m, v: 2 * m @ v}
    matrix, vector = np.ones((2, 3)), np.ones(3)
    kinds.blame(matrix @ vector, mistakes, matrix, vector)
    with pytest.raises(Wrong, match="doubled"):
        kinds.blame(2 * matrix @ vector, mistakes, matrix, vector)


@pytest.mark.parametrize(
    ("text", "read"), [("0,25", 0.25), ("\u22121", -1), ("1,023", 1023), ("2,5", 2.5), ("0,125", 0.125)]
)
def test_a_decimal_comma_and_a_minus_sign_are_read(text, read):
    assert kinds.number(text, "x") == read


@pytest.mark.parametrize("given", [0.5 + 1j, [1 + 1j], np.array([1 + 1j])])
def test_a_complex_number_is_no_answer(given):
    with pytest.raises(BadFormat):
        kinds.array(given, np.shape(given), "x")
    assert kinds.array(np.real(given) + 0j, np.shape(given), "x").dtype == float


def test_a_count_may_carry_the_noise_of_floating_point():
    kinds.compare_count(600 * (0.925 - 0.915), 6, "n")
    with pytest.raises(Wrong, match="whole number"):
        kinds.compare_count(6.001, 6, "n")


@pytest.mark.parametrize("answer", ["CADB", "c, a, d, b", "C > A > D > B", "C-A-D-B", "C, A, D and B", list("CADB")])
def test_letters_in_an_order_are_read_in_any_form(answer):
    assert ordered_letters(answer, "ABCD", "it") == "CADB"


@pytest.mark.parametrize("answer", [set("CADB"), "CAD", "CADBB", 7, {"A": 1}])
def test_letters_without_an_order_cost_no_attempt(answer):
    with pytest.raises(BadFormat, match="each of the letters"):
        ordered_letters(answer, "ABCD", "it")
