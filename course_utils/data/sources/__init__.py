"""Where real data come from: the course's cache, downloads with a known hash, folders of photos."""
