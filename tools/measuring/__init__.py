"""Measurements over many seeds: of which code they are, how they are kept, and how a sweep runs."""
