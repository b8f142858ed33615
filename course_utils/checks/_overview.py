"""What a student has done so far, over all lessons."""

from course_utils import settings
from course_utils.checks import _store
from course_utils.checks._frame import all_lessons


def progress() -> None:
    """Show which exercises are solved, which is next, and how long it took: of this lesson and each that was begun."""
    for lesson in all_lessons():
        record = _store.load(lesson.name)
        if not record["exercises"] and lesson.name != settings.running_lesson:
            continue
        solved = [record["exercises"].get(name, {}).get("solved", False) for name in lesson.exercises]
        squares = "".join("■" if done else "□" for done in solved)
        still_open = [
            f"{exercise.number} {exercise.title}"
            for exercise, done in zip(lesson.exercises.values(), solved, strict=True)
            if not done
        ]
        following = f"next: {still_open[0]}" if still_open else "all done"
        minutes = 0 if settings.is_strict() else _store.minutes(record)  # a build or a test is nobody's time
        took = f"; your minutes: {minutes}" if minutes else ""
        label = lesson.name.split("_")[0]
        print(f"{label} {lesson.title}: {squares} {sum(solved)} of {len(solved)} exercises solved; {following}{took}")
