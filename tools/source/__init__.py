"""A lesson's source: read, held to the rules of the form, with and without its solutions."""
