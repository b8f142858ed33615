"""Answers to the exercises of lesson 00b: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np
import pandas as pd

from course_utils.checks import history

SYSTEMS = [f"system {count}" for count in range(5)]
PRINT = (5.13, 0.216, 0.0161)

RIGHT = [
    (history.circles, SYSTEMS, ["DL", "AI", "ML", "DL", "ML"]),
    (history.circles, SYSTEMS, ("dl", " ai", "ML", "dl", "ML")),
    (history.circles, SYSTEMS, "DL, AI, ML, DL, ML"),
    (history.circles, SYSTEMS, dict(zip(SYSTEMS[::-1], ["ML", "DL", "ML", "AI", "DL"], strict=True))),
    (history.circles, SYSTEMS, np.array(["DL", "AI", "ML", "DL", "ML"])),
    (history.circles, SYSTEMS, pd.Series(["DL", "AI", "ML", "DL", "ML"])),
    (history.circles, SYSTEMS, pd.Series(["ML", "DL", "AI", "ML", "DL"], [SYSTEMS[i] for i in (4, 0, 1, 2, 3)])),
    (history.small_print, *PRINT),
    (history.small_print, 45_000 / 8766, 0.6 * 0.6 * 0.6, 1.8 / 112),
    (history.small_print, 45_000 / 8766, 0.6 * 0.6 * 0.6, 0.016),
    (history.small_print, "5.13", "21.6 %", "1.6 %"),
    (history.small_print, np.array([5.1]), "27/125", np.float32(0.0161)),
    (history.slips, "ACD"),
    (history.slips, "d, a and c"),
    (history.slips, ["A", "C", "D"]),
    (history.missing, "CDE"),
    (history.missing, "e d c"),
    (history.missing, {"C", "D", "E"}),
    (history.operations, lambda n: 2 * n**3, 8),
    (history.operations, lambda n: n**2 * (2 * n - 1), 8.02),
    (history.operations, lambda n: np.float32([2 * n**3]), "8"),
]

WRONG = [
    (history.circles, SYSTEMS, ["DL", "ML", "ML", "DL", "ML"], "system 1: that circle is too small"),
    (history.circles, SYSTEMS, ["DL", "AI", "ML", "ML", "ML"], "system 3: a smaller circle"),
    (history.circles, SYSTEMS, ["DL", "AI", "XX", "DL", "ML"], "it is 'XX'"),
    (history.circles, SYSTEMS, "AI", "a list of five"),
    (history.circles, SYSTEMS, {"AI", "ML", "DL", "", "no"}, "a dictionary with the keys"),
    (history.circles, SYSTEMS, {"route": "AI"} | dict.fromkeys(SYSTEMS[1:], "ML"), "a dictionary with the keys"),
    (history.circles, SYSTEMS, dict.fromkeys([*SYSTEMS, "more"], "ML"), "a list of five"),
    (history.circles, SYSTEMS, ["AI or ML"] * 5, "one of AI, ML, DL"),
    (history.small_print, 45_000, *PRINT[1:], "not years yet"),
    (history.small_print, 2.28, *PRINT[1:], "for four hours"),
    (history.small_print, 4, *PRINT[1:], "4 years"),
    (history.small_print, 5, *PRINT[1:], "a digit behind the point"),
    (history.small_print, 5.3, *PRINT[1:], "5.3 years"),
    (history.small_print, 45_000 / 24, *PRINT[1:], "not years yet"),
    (history.small_print, 5.13, 1.8, 0.0161, "probability of 1.8"),
    (history.small_print, 5.13, 0.3, 0.0161, "is a product"),
    (history.small_print, 5.13, 0.216, 0.15, "the saving on a part"),
    (history.small_print, 5.13, 0.216, 1.8, "in units of the bill"),
    (history.small_print, 5.13, 0.216, 0.018, "the overhead is on the bill"),
    (history.small_print, 5.13, 21.6, 0.0161, "not per cent"),
    (history.small_print, 5.13, 0.216, 1.6, "not per cent"),
    (history.small_print, 5.13, 0.216, 0.0157, "the share 0.0157"),
    (history.small_print, 5.13, 0.216, 0.2, "the share 0.2"),
    (history.slips, "ABCD", "agrees with the timeline"),
    (history.slips, "AD", "1 more is"),
    (history.slips, "A", "2 more are"),
    (history.slips, "XY", "letters A, B, C, D, E, F"),
    (history.slips, "not ABE", "letters A, B, C, D, E, F"),
    (history.missing, "CD", "not only those"),
    (history.missing, "ACDE", "was there already"),
    (history.missing, "", "letters A, B, C, D, E"),
    (history.missing, "not AB", "letters A, B, C, D, E"),
    (history.operations, lambda n: n**4, 8, "For n = 4 your formula gives 256"),
    (history.operations, lambda n: 2 * n**3 - n**2 * (n > 50), 8, "For n = 250 your formula gives"),
    (history.operations, lambda n: 2 * n**3 + n - 1, 8, "For n = 4 your formula gives 131"),
    (history.operations, lambda n: [2 * n**3, 2 * n**3 - n**2], 8, "should be a single number"),
    (history.operations, lambda n: 2 * n**3, 8.2, "for 8.2 times"),
    (history.operations, lambda n: 2 * n**3, 4, "not 4 times the operations"),
    (history.operations, lambda n: 2 * n**3, 6, "for 6 times"),
    (history.operations, lambda n: 2 * n**3, 6, "divide operations(2 * n)"),
]

BLANK = [
    (history.circles, SYSTEMS, ["AI", ..., "ML", "DL", "DL"]),
    (history.operations, lambda n: ..., ...),
]

# What no hint may give away.
SECRETS = ("ACD", "CDE", "5.13", "1980", "1970", "0.216", "0.016", "2 * n**3", "2n^3")
