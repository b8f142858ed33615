"""Faces of people who do not exist: who they are, what a picture of them shows, and the painters."""
