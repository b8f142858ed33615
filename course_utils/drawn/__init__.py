"""Worlds that the course draws itself: digits, faces, sequences, points in the plane. NumPy alone, no network.

Nothing here knows the course: no profile, no cache, no folder. `course_utils.data` is what lessons call.
"""
