"""What the course adds to nbval.

limits      budgets of the notebooks, and what counts as over budget
speed       how slow this machine is at a moment, beside the one that the budgets are for
kernel      a kernel that is watched while it works: alive, within its limits, silent on stderr
notebook    the environment of a notebook, and its cells as tests
report      the closing table, and executed notebooks kept for inspection
other_backend       a test file run on another Keras backend
machines            computers for the tests of the set-up check
tiny_course         one small lesson, and a course around it
throw_away_course   small courses on which the tests show all this
"""
