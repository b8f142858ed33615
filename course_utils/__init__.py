"""The helper package of the course: `start`, and what several lessons need.

A room stands on the rooms named behind it, all of them above it here, and on no others; a test holds it to that.

===============  ====================================================================  =================================
arguments        checks of what a helper was given
settings         where the course lies, and what the environment variables ask for
files            arrays read with care, files written in one step
statistics       intervals of shares                                                   arguments
drawn            worlds that the course draws itself; NumPy alone                      arguments
data             what lessons load: digits, faces, text, sequences; sources/: caches   arguments, drawn, files, settings
gradients        gradients on every backend
attacks          adversarial examples                                                  gradients, statistics
models           nets of earlier lessons, their training, the committed weights        arguments, files, settings
plots            figures with caption, text alternative and one look                   arguments, statistics
widgets          figures that are moved with the mouse, or drawn step by step          arguments, plots
submission       a team's file of answers, its fingerprint and its score               plots, statistics
checks._moved    where exercises are that stood in another lesson before
checks._store    what a student has solved                                             checks._moved, files, settings
measured         what a lesson measured before                                         settings
claims           a statement with its band, held in every run                          arguments, measured, settings
session          start(): Keras, seed, style                                           checks._store, plots, settings
readiness        is this computer ready?                                               data, session, settings
checks           the judge of each exercise, its hints, guesses                        every room above
===============  ====================================================================  =================================

What a student has to see to understand a lesson stands in that lesson. Importing this package is quick; Keras is
loaded by `start()`, or by the first helper that needs it.
"""

from course_utils.session import Settings, start

__all__ = ["Settings", "start"]
