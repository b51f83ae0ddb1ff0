"""Finds documents that say nearly the same: a report saved twice, a news item run again."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

_SIZE = 256
"""Numbers in a sketch: the share of text that two documents have in common is then known to about 0.03."""
_WORDS = 5
"""Words in a row that are compared."""
_ALIKE = 0.6
"""Share of all their runs of words that two documents have in common, from which they are called alike."""
_USUAL = 20
"""A run of words in more documents than this is a set phrase and tells nothing."""

Sketch = tuple[int, ...]


def sketch(texts: Iterable[str]) -> Sketch:
    """Return the smallest hashes of a text's runs of words (a bottom-k sketch: Broder, 1997), in order."""
    words = [word for text in texts for word in re.findall(r"\w+", text.casefold())]
    runs = {" ".join(words[at : at + _WORDS]) for at in range(max(1, len(words) - _WORDS + 1))} - {""}
    return tuple(sorted(map(_number, runs))[:_SIZE])


def alike(sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of documents that say nearly the same, each pair and all pairs in order of name.

    Args:
        sketches: By the documents' names.
    """
    holders: dict[int, list[str]] = defaultdict(list)
    for name in sorted(sketches):
        for number in sketches[name]:
            holders[number].append(name)
    shared = Counter(pair for names in holders.values() if len(names) <= _USUAL for pair in combinations(names, 2))
    for one, other in sorted(shared):
        smallest = sorted({*sketches[one], *sketches[other]})[:_SIZE]
        common = set(sketches[one]) & set(sketches[other])
        if len(common.intersection(smallest)) >= _ALIKE * len(smallest):
            yield one, other


def _number(run: str) -> int:
    # SQLite and JSON readers hold 63 bits without loss.
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest()) >> 1
