"""Named points at which a test may end the process, so that recovery from a kill at each of them is shown."""

from __future__ import annotations

from collections.abc import Callable

POINTS = ("document staged", "view built", "view in place", "published")
"""In the order in which a build reaches them."""

_ignore: Callable[[str], None] = lambda point: None  # noqa: E731
hook: Callable[[str], None] = _ignore
"""Called at each point with its name; a test puts its own in place."""


def reach(point: str) -> None:
    """Mark a point that a build has reached."""
    hook(point)
