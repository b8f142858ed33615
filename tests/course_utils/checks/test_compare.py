"""The first number that differs: told with as many digits as show it."""

import numpy as np
import pytest

from course_utils.checks._compare import compare
from course_utils.checks._frame import Wrong


@pytest.mark.parametrize("error", [1e-2, 3e-5])
def test_the_numbers_of_a_difference_look_different(error):
    with pytest.raises(Wrong) as caught:
        compare(lambda x: x + error, lambda x: x, (np.array([0.3, 0.7]),), name="same")
    wanted, given = caught.value.finding.split("should be ")[1].rstrip(".").split("; yours is ")
    assert wanted != given


def test_a_function_among_the_arguments_is_shown_by_its_name():
    with pytest.raises(Wrong, match="For function = sqrt, x = 4,"):
        compare(lambda function, x: 3, lambda function, x: function(x), (np.sqrt, 4), name="apply")


def test_what_is_refused_by_its_scale_is_told():
    with pytest.raises(Wrong, match=r"entry \[0\]"):
        compare(lambda x: x + 1e-6, lambda x: x, (np.array([1e-3, 2e-3]),), name="same")
