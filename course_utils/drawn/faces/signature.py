"""By what the painters' work of today is known: another hand gives another signature."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from course_utils.drawn.faces.painter import paint_picture, plan_faces
from course_utils.drawn.faces.plan import FaceConditions, Picture

# In which everything happens often.
WILD = FaceConditions(pose=2, light=2, occlusion=0.8, wear=1, hat_cue=0.2, background_cue=0.2, distance=0.3)


@lru_cache(maxsize=1)
def signature() -> str:
    """Return a digest of reference pictures drawn now: whatever changes what is drawn gives another one by itself.

    Of the pictures of some people in a wild world, and one of the usual world, those are painted that show something
    new: a hat, a background, an open mouth. So every line of every painter runs, in about 0.1 s. All plans are digested
    too, because a probability that changes need not change these few pictures.
    """
    whole, seen = hashlib.sha256(), set()
    for picture in [*plan_faces(range(16), 8, conditions=WILD), *plan_faces([0], 1)]:
        whole.update(repr((picture.causes, picture.places, picture.colours)).encode())
        shown = set(_shown(picture))
        if not shown <= seen:
            seen |= shown
            image, mask, covered = paint_picture(picture, 48)
            whole.update(image.tobytes() + mask.tobytes() + repr(covered).encode())
    return whole.hexdigest()


def _shown(picture: Picture) -> Iterator[tuple[str, str | bool]]:
    """Yield what a picture shows that is there or not, or is of one of several kinds."""
    yield from ((name, value) for name, value in picture.causes.items() if isinstance(value, (str, bool)))
    yield "freckles", picture.identity.freckles
    yield "mole", picture.identity.mole is not None
    yield "teeth", picture.causes["mouth_open"] > 0.25
    yield "upright", picture.causes["distance"] == 0
