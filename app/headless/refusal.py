"""A refusal: a request on the command line that cannot be met."""


class Refusal(Exception):
    """Says in one line what cannot be done and what to do instead."""
