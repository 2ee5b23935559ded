"""A page as it is shown: how the template breaks its lines is not to be seen."""

import re


def shown(html: str) -> str:
    """Without white space that a browser leaves out: runs of it are one, and beside a tag there is none."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", " ".join(html.split()))
