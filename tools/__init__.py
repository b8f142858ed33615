"""Tools that make the course from its sources; a lesson never imports them."""
