"""File names as one plain line: a name may hold line breaks, control characters or bytes that are no text."""

from __future__ import annotations

import re
from pathlib import PurePath

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(path: PurePath | str) -> str:
    """The last part of a path, fit for a message: what cannot be printed becomes "?"."""
    return _UNPRINTABLE.sub("?", PurePath(path).name or str(path))
