"""Why a file is not taken."""


class Unacceptable(Exception):
    """The sentence for the person who chose the file: what is wrong, and what helps."""
