"""How much of one text's matter another text holds: weighted words, no more."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yosqa.ledger.text import FoldedPage
from yosqa.model import Span

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|[\"']?\s|$)[^.!?]*)*(?:[.!?]+[\"']?|$)")
_BREAK = re.compile(
    r"[;:,]| - | (?:but|while|whereas|although|though|because)\b"
    r"| and (?=(?:that|was|were|is|are|has|have|had|its|the)\b)| or (?=who\b)"
)
_WORD = re.compile(r"[a-z][a-z'-]+")
_COMMON = frozenset(
    {
        "a", "about", "above", "after", "again", "all", "also", "although", "an", "and", "any", "are", "as",
        "at", "be", "because", "been", "before", "being", "between", "both", "but", "by", "can", "could", "did",
        "do", "does", "down", "during", "each", "ensure", "few", "for", "from", "further", "had", "has", "have",
        "having", "he", "her", "here", "him", "his", "how", "however", "if", "in", "into", "is", "it", "its",
        "itself", "just", "made", "make", "may", "might", "more", "most", "must", "need", "needs", "no", "nor",
        "not", "of", "off", "on", "once", "one", "only", "or", "other", "our", "out", "over", "own", "same",
        "shall", "she", "should", "so", "some", "such", "sure", "than", "that", "the", "their", "them", "then",
        "there", "these", "they", "this", "those", "through", "to", "too", "two", "under", "until", "up",
        "very", "was", "we", "well", "were", "what", "when", "where", "which", "while", "who", "whom", "whose",
        "why", "will", "with", "within", "without", "would", "you", "your",
    }
)  # fmt: skip
_ENDING = re.compile(r"(?:ations?|ings?|edly|ed|ies|es|s|ly|ment|ments|'s|e)$")


_SMOOTHING = 5
"""Keeps a word that the other text lacks from outweighing all that it shares."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence in folded form, with the place of the sentence."""

    folded: str
    span: Span
    """Of the whole sentence."""
    words: frozenset[str]


def clauses(pages: Sequence[FoldedPage]) -> Iterator[Clause]:
    """Yield the clauses of a document; a sentence does not run over a page's end."""
    for page in pages:
        for match in _SENTENCE.finditer(page.folded):
            span = page.span(*match.span())
            for part in _BREAK.split(match[0]):
                words = frozenset(stems(part))
                if words:
                    yield Clause(part.strip(), span, words)


def stems(folded: str) -> list[str]:
    """Return the telling words of folded text, endings cut.

    >>> stems("ensure that plans address victims")
    ['plan', 'addres', 'victim']
    """
    return [_ENDING.sub("", word) if len(word) > 3 else word for word in _WORD.findall(folded) if word not in _COMMON]


class Weights:
    """Inverse document frequencies over the sentences of one text: what all of it speaks of says little."""

    def __init__(self, texts: Sequence[frozenset[str]]) -> None:
        self._total = len(texts) or 1
        self._seen = Counter(word for words in texts for word in words)

    def of(self, words: frozenset[str]) -> float:
        """Return the weight of a set of words."""
        # Exact, for a set's order changes from run to run.
        return math.fsum(math.log(1 + self._total / (_SMOOTHING + self._seen[word])) for word in words)

    def held(self, sought: frozenset[str], text: frozenset[str]) -> float:
        """Return the share (0 to 1) of the sought words' weight that ``text`` holds."""
        whole = self.of(sought)
        return self.of(sought & text) / whole if whole else 0.0
