"""Words as they are compared, everywhere: folded, stemmed, without the ones that carry no meaning."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_STEMMER = Stemmer.Stemmer("english")
_IRREGULAR = {"children": "child"}
"""Plurals that Snowball does not know, as far as reports are full of them."""

STOPWORDS = frozenset(
    """a about above after again all also am an and any are as at be because been before being below between both but by
    can could did do does doing down during each few for from further get got had has have having he her here hers him
    his how i if in into is it its itself just me more most my no nor not now of off on once only or other our out over
    own per said same say says she should so some such tell than that the their them then there these they this those
    through to too under until up us very was we were what when where which while who whom whose why will with would
    you your""".split()  # noqa: SIM905 (a list of quoted words is harder to read)
)
"""English words that are in nearly every sentence; question words among them."""


def words(text: str) -> list[str]:
    """Return the lower-case words of ``text``, ligatures and accents folded, genitives cut off.

    >>> words("The YOS’s oﬃcers — 48 per cent")
    ['the', 'yos', 'officers', '48', 'per', 'cent']
    """
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return [re.sub(r"['’]s$", "", word) for word in _WORD.findall(text.lower())]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case word (Snowball English).

    >>> stem("inspections") == stem("inspected"), stem("children") == stem("child")
    (True, True)
    """
    stemmed: str = _STEMMER.stemWord(_IRREGULAR.get(word, word))
    return stemmed


def content_words(text: str) -> list[str]:
    """Return the meaningful words of ``text``, lower-case, in order, repeats kept."""
    return [word for word in words(text) if word not in STOPWORDS]


def terms(text: str) -> list[str]:
    """Return the stems of the meaningful words of ``text``, in order, repeats kept.

    >>> terms("What were the inspectors pleased with?")
    ['inspector', 'pleas']
    """
    return [stem(word) for word in content_words(text)]
