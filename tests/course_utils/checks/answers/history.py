"""Answers to the exercises of lesson 00b: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np
import pandas as pd

from course_utils.checks import history

SYSTEMS = [f"system {count}" for count in range(5)]
PRINT = (2.28, 0.216, 0.0161)

RIGHT = [
    (history.circles, SYSTEMS, ["AI", "ML", "ML", "DL", "DL"]),
    (history.circles, SYSTEMS, ("ai", " ml", "ML", "dl", "DL")),
    (history.circles, SYSTEMS, "AI, ML, ML, DL, DL"),
    (history.circles, SYSTEMS, dict(zip(SYSTEMS[::-1], ["DL", "DL", "ML", "ML", "AI"], strict=True))),
    (history.circles, SYSTEMS, np.array(["AI", "ML", "ML", "DL", "DL"])),
    (history.circles, SYSTEMS, pd.Series(["AI", "ML", "ML", "DL", "DL"])),
    (history.circles, SYSTEMS, pd.Series(["DL", "AI", "ML", "ML", "DL"], [SYSTEMS[i] for i in (4, 0, 1, 2, 3)])),
    (history.small_print, *PRINT),
    (history.small_print, 20_000 / 8766, 0.6 * 0.6 * 0.6, 1.8 / 112),
    (history.small_print, 20_000 / 8766, 0.6 * 0.6 * 0.6, 0.016),
    (history.small_print, np.array([2.3]), "27/125", np.float32(0.0161)),
    (history.slips, "BCDFG", 1980, "Osindero"),
    (history.slips, "g, f, d, c, b", 1980.0, "Simon Osindero"),
    (history.slips, ["B", "C", "D", "F", "G"], "1980", "Osindero, S."),
    (history.missing, "CDE"),
    (history.missing, "e d c"),
    (history.missing, {"C", "D", "E"}),
    (history.operations, lambda n: 2 * n**3, 8),
    (history.operations, lambda n: n**2 * (2 * n - 1), 8.02),
    (history.operations, lambda n: np.float32([2 * n**3]), "8"),
]

WRONG = [
    (history.circles, SYSTEMS, ["ML", "ML", "ML", "DL", "DL"], "system 0: that circle is too small"),
    (history.circles, SYSTEMS, ["AI", "ML", "ML", "ML", "DL"], "system 3: a smaller circle"),
    (history.circles, SYSTEMS, ["AI", "ML", "XX", "DL", "DL"], "it is 'XX'"),
    (history.circles, SYSTEMS, "AI", "a list of five"),
    (history.circles, SYSTEMS, {"AI", "ML", "DL", "", "no"}, "a dictionary with the keys"),
    (history.circles, SYSTEMS, {"route": "AI"} | dict.fromkeys(SYSTEMS[1:], "ML"), "a dictionary with the keys"),
    (history.circles, SYSTEMS, dict.fromkeys([*SYSTEMS, "more"], "ML"), "a list of five"),
    (history.circles, SYSTEMS, ["AI or ML"] * 5, "one of AI, ML, DL"),
    (history.small_print, 20_000, *PRINT[1:], "not years yet"),
    (history.small_print, 4, *PRINT[1:], "4 years"),
    (history.small_print, 2.2, *PRINT[1:], "2.2 years"),
    (history.small_print, 20_000 / 24, *PRINT[1:], "not years yet"),
    (history.small_print, 2.28, 1.8, 0.0161, "probability of 1.8"),
    (history.small_print, 2.28, 0.3, 0.0161, "is a product"),
    (history.small_print, 2.28, 0.216, 0.15, "the saving on a part"),
    (history.small_print, 2.28, 0.216, 1.8, "in units of the bill"),
    (history.small_print, 2.28, 0.216, 0.018, "the overhead is on the bill"),
    (history.small_print, 2.28, 21.6, 0.0161, "not per cent"),
    (history.small_print, 2.28, 0.216, 1.6, "not per cent"),
    (history.small_print, 2.28, 0.216, 0.0157, "the share 0.0157"),
    (history.small_print, 2.28, 0.216, 0.2, "the share 0.2"),
    (history.slips, "ABCDFG", 1980, "Osindero", "agrees with the timeline"),
    (history.slips, "CDG", 1980, "Osindero", "2 more rows differ"),
    (history.slips, "BCDF", 1980, "Osindero", "1 more row differs"),
    (history.slips, "XY", 1980, "Osindero", "letters A, B, C, D, E, F, G"),
    (history.slips, "not A, not E", 1980, "Osindero", "letters A, B, C, D, E, F, G"),
    (history.slips, "BCDFG", 1980, "not Osindero", "taken for the family name"),
    (history.slips, "BCDFG", 1980, "Simon or Osindero", "taken for the family name"),
    (history.slips, "BCDFG", 2012, "Osindero", "earlier than 2012"),
    (history.slips, "BCDFG", 1989, "Osindero", "trained by backprop or not"),
    (history.slips, "BCDFG", 1980, "Simon", "taken for the family name"),
    (history.missing, "CD", "not only those"),
    (history.missing, "ACDE", "was there already"),
    (history.missing, "", "letters A, B, C, D, E"),
    (history.missing, "not AB", "letters A, B, C, D, E"),
    (history.operations, lambda n: n**4, 8, "For n = 4 your formula gives 256"),
    (history.operations, lambda n: 2 * n**3 - n**2 * (n > 50), 8, "For n = 100 your formula gives"),
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
SECRETS = ("BCDFG", "CDE", "1980", "Osindero", "0.216", "0.016", "2 * n**3", "2n^3")
