"""The mutation test of the checks: what a student might answer, made by machine from the right answers of the tests.

- **Wrong answers must be refused.** `values` changes numbers, letters, texts, lists and arrays; `syntax` and
  `operators` change one place of the source of a right function, and put in constants that fit the first example;
  `disguises` changes what goes in or comes out of it. A changed function that does the same as the right one wherever
  it is asked (`inputs`, `domains`, `counts`) is not wrong, and is counted as equal.
- **Right answers must be accepted** in every form (`forms`): list, tuple, array, single precision, tensor, Series, a
  function that works in place of its arguments.
- **Nothing may reach a student as a traceback** (`nasty`), and no answer may spoil later ones.

`rounds` puts all of them to the checks of a lesson; `cases` finds the right answers. `known` compares what was found
with the list in benchmarks/mutate_checks.toml. `python benchmarks/mutate_checks.py` runs it for all lessons, and
tests/course_utils/checks/test_mutation.py a sample.
"""
