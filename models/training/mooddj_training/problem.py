"""Failures that a person can act on."""


class Problem(Exception):
    """Its message is one plain sentence, or two, that ends in the remedy; it is shown without a traceback."""
