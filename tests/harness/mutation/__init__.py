"""The mutation test of the checks: wrong and right answers made by machine from the reference answers.

`cases` finds the reference answers and puts an answer to a check; `values`, `syntax` and `disguises` make wrong answers
from right ones; `inputs` tells whether a changed function still does the same; `also_right` knows the exercises with
many right answers; `forms` writes right answers in another form; `nasty` holds what no check may break on; `rounds`
puts them all to the checks of a lesson, and `known` compares what came out with the list of what is known.
"""
