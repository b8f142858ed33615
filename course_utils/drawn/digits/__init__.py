"""Digits as pen strokes: the paths of a hand, and the ink that they leave."""
