"""The painters' signature changes with whatever changes a picture."""

import sys
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from course_utils.drawn.faces import features, hair, identities, painter, plan, scene
from course_utils.drawn.faces.signature import signature


@pytest.mark.parametrize(
    ("module", "name", "changed"),
    [
        (scene, "paint_background", lambda *_: None),
        (features, "LIP_PALETTE", ((0.6, 0.4, 0.4), (0.8, 0.2, 0.3))),
        (features, "paint_brow", lambda *_: None),
        (painter, "paint_hat", lambda *_: None),
        (hair, "AROUND", hair.AROUND[1:]),
        (scene, "GREY_WEIGHTS", (0.3, 0.58, 0.12)),
        (identities, "WORLD", 6),
        (plan, "chances", lambda *_: dict.fromkeys(("restyle", "reshave", "glasses", "sunglasses", "hat"), 0.5)),
    ],
    ids=lambda value: getattr(value, "__name__", "") if isinstance(value, ModuleType) else None,
)
def test_pictures_of_another_painter_are_not_taken_for_new_ones(module, name, changed, monkeypatch):
    before = signature.__wrapped__()
    assert signature.__wrapped__() == before
    identities.make_identity.cache_clear()
    monkeypatch.setattr(module, name, changed)
    try:
        assert signature.__wrapped__() != before
    finally:
        identities.make_identity.cache_clear()


@pytest.mark.parametrize("module", [features, hair, painter, scene], ids=lambda module: module.__name__)
def test_the_reference_pictures_use_every_line_of_every_painter(module):
    lines, seen = set(), set()
    for code in _code_objects(compile(Path(module.__file__).read_text(), module.__file__, "exec")):
        if code.co_name.startswith(("paint_", "_paint")) or code.co_name in ("_grid", "_turn_hues", "_hairline"):
            lines |= {line for *_, line in code.co_lines() if line and line > code.co_firstlineno}

    def trace(frame, event, _):
        if frame.f_code.co_filename != module.__file__:
            return None
        if event == "line":
            seen.add(frame.f_lineno)
        return trace

    earlier = sys.gettrace()
    sys.settrace(trace)
    try:
        signature.__wrapped__()
    finally:
        sys.settrace(earlier)
    assert lines
    missed = sorted(lines - seen)
    assert missed == []


def _code_objects(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _code_objects(constant)
