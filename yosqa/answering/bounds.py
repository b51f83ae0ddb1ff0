"""Read the bounds of the time that a question is confined to: "since 2021", "before May 2019", "from 2018 to 2020".

It chooses no document by its date, as "in 2021" does, but leaves out what is too old, and ratings of other times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from yosqa.ledger import Figure, asking, measures, times
from yosqa.ledger.parse import parse
from yosqa.ledger.times import Times

_OPENS = re.compile(r"\b(?:from|between) $")
"""What may stand before the first of two dates."""


def read(text: str, places: Sequence[str]) -> tuple[Times, list[tuple[int, int]]]:
    """Return a question's bounds, and where it names them.

    Of a question for no rating only "since" is one: what there was by 2019, or before, the report of 2019 tells.

    Args:
        text: The question without the places that it names.
        places: Canonical names of the places.
    """
    words = text.lower()
    time, named = times.read(words), times.find(words)
    if not time or time.unread or not all(found.bound for found in named):
        return times.ANY, []
    if all(words.startswith("since", found.start) for found in named) or _asks_rating(text, places, named):
        return time, [(found.start, found.end) for found in named]
    return times.ANY, []


def _asks_rating(text: str, places: Sequence[str], named: Iterable[times.Found]) -> bool:
    if parse(text, places) is not None:
        return True
    for found in reversed(list(named)):
        text = f"{text[: found.start]} {text[found.end :]}"
    asked = asking.match(text)
    return bool(asked) and measures.kind_of(asked[0]) in {Figure.RATING, Figure.OUTCOME}


def named(text: str) -> list[tuple[int, int]]:
    """Return where a text names a bound, whatever it asks: of "until 2021?" the question that it goes into decides."""
    words = text.lower()
    bounded = [found for found in times.find(words) if found.bound]
    opened = [_OPENS.search(words, 0, found.start) for found in bounded]
    return [(o.start() if o else found.start, found.end) for o, found in zip(opened, bounded, strict=True)]
