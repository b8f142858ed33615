"""Instant feedback on exercises, the student's progress, and claims that a lesson proves.

One module per lesson holds its checks (`checks.xor`, ...). A check says what is right, and for what is wrong gives a
hint that grows with each attempt. It never stops a student; with `COURSE_STRICT=1` it stops the test run.
"""

from course_utils.checks import (
    adversarial_examples,
    celebrity_classifier,
    cnn,
    convolution,
    mnist_fcnn,
    rnn,
    start_here,
    transfer_learning,
    xor,
)
from course_utils.checks._frame import CheckFailed
from course_utils.checks._store import progress
from course_utils.claims import ClaimFailed, claim

__all__ = [
    "CheckFailed",
    "ClaimFailed",
    "adversarial_examples",
    "celebrity_classifier",
    "claim",
    "cnn",
    "convolution",
    "mnist_fcnn",
    "progress",
    "rnn",
    "start_here",
    "transfer_learning",
    "xor",
]
