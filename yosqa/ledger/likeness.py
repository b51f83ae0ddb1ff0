"""How much of one text's matter another text holds: weighted words, no more."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yosqa.ledger.text import FoldedPage, unmarked
from yosqa.model import Block, BlockKind, Page, Span
from yosqa.terms import STOPWORDS, stem

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|[\"']?\s|$)[^.!?]*)*(?:[.!?]+[\"']?|$)")
_BREAK = re.compile(
    r"[;:,]| - | (?:but|while|whereas|although|though|because)\b"
    r"| and (?=(?:that|was|were|is|are|has|have|had|its|the)\b)| or (?=who\b)"
)
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
"""With its hyphens, for an out-of-court case is no post-court case; without figures, which are compared as such."""
_UNTELLING = frozenset(
    map(stem, ("ensure", "sure", "make", "made", "must", "need", "shall", "inspection", "inspectors"))
)
"""What recommendations ask with, and what every text on an inspection speaks of: elsewhere these may tell something."""
_SAID = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW})
"""What states something; headings name it, and the rest stands beside a page's text."""
_SMOOTHING = 5
"""Keeps a word that the other text lacks from outweighing all that it shares."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence in folded form, with the place of the sentence."""

    folded: str
    span: Span
    """Of the whole sentence."""
    words: frozenset[str]


def clauses(pages: Sequence[Page], blocks: Sequence[Block]) -> Iterator[Clause]:
    """Yield the clauses of what a document says in its own text; a sentence does not run over a block's end."""
    texts = {page.number: page.text for page in pages}
    for block in blocks:
        if block.kind not in _SAID:
            continue
        own = unmarked(block, texts[block.page])
        said = FoldedPage(block.page, texts[block.page][own.start : own.end])
        for match in _SENTENCE.finditer(said.folded):
            start, end = said.range(*match.span())
            span = Span(block.page, own.start + start, own.start + end)
            for part in _BREAK.split(match[0]):
                words = frozenset(stems(part))
                if words:
                    yield Clause(part.strip(), span, words)


def stems(folded: str) -> list[str]:
    """Return the stems of the telling words of folded text, in order.

    >>> stems("ensure that the 31 plans address children's needs")
    ['plan', 'address', 'child']
    """
    found = (word.removesuffix("'s") for word in _WORD.findall(folded))
    return [stem(word) for word in found if word not in STOPWORDS and stem(word) not in _UNTELLING]


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
