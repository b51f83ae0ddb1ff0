"""The lexical view: a tantivy index of the published passages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

_BROKEN_WORD = re.compile(r"(\w+)[-\u00ad\u2010]\s*\n\s*(\w+)")
_SOFT_HYPHEN = "\u00ad"
_HEAP = 64_000_000
"""Bytes that tantivy collects before it writes a segment."""

Match = tuple[int, float]
"""Position of a passage and its BM25 score."""


def searchable(text: str) -> str:
    """Return a text as it is indexed: ligatures spelt out, words that a line end broke joined.

    A hyphen at a line end may belong to the word ("long-term") or not ("assess-ment"), so both readings are indexed.
    """
    text = _BROKEN_WORD.sub(r"\1\2 \1 \2", text)
    return unicodedata.normalize("NFKC", text).replace(_SOFT_HYPHEN, "")


def write(folder: Path, passages: Iterable[tuple[int, str]]) -> None:
    """Write the view.

    Args:
        folder: An empty folder.
        passages: Position and text of each.
    """
    import tantivy

    index = tantivy.Index(_schema(), path=str(folder))
    index.register_tokenizer("english", _analyzer())
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for position, text in passages:
        document = tantivy.Document()
        document.add_unsigned("position", position)
        document.add_text("text", searchable(text))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


class LexicalView:
    """Answers keyword queries by BM25 (k1 1.2, b 0.75: fixed in tantivy).

    Raises:
        ValueError: The folder holds no such view, or a damaged one.
    """

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._index = tantivy.Index.open(str(folder))
        self._index.register_tokenizer("english", _analyzer())
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, question: str, k: int, ranges: Sequence[tuple[int, int]] | None = None) -> list[Match]:
        """Return the best passages, best first; equal scores in order of position.

        Args:
            question: Plain words; nothing in it is an operator.
            k: How many.
            ranges: Half-open ranges of positions to search in; everywhere when None.
        """
        terms = sorted(set(_analyzer().analyze(searchable(question))))
        if not terms or ranges == []:
            return []
        query = self._query(terms, ranges)
        limit = k
        while True:
            matches = self._run(query, limit)
            # Which of several equal scores come within the limit is tantivy's choice: take all of them, then cut.
            if len(matches) < limit or matches[-1][1] < matches[min(k, len(matches)) - 1][1]:
                return sorted(matches, key=lambda match: (-match[1], match[0]))[:k]
            limit *= 2

    def holds(self, word: str) -> bool:
        """Return whether a passage holds a word, in any of its forms or with a letter wrong."""
        from tantivy import Query

        terms = _analyzer().analyze(searchable(word))
        fuzzy = [Query.fuzzy_term_query(self._index.schema, "text", term, distance=1) for term in terms]
        return all(self._searcher.search(query, limit=1, count=False).hits for query in fuzzy)

    def _run(self, query: Any, limit: int) -> list[Match]:
        hits: Any = self._searcher.search(query, limit=limit, count=False).hits
        positions: Any = self._searcher.fast_field_values("position", [address for _, address in hits])
        # Sums in another order differ in the last bits: rounded, they do not decide a rank.
        return [(int(position), round(score, 4)) for (score, _), position in zip(hits, positions, strict=True)]

    def _query(self, terms: Collection[str], ranges: Sequence[tuple[int, int]] | None) -> Any:
        from tantivy import FieldType, Occur, Query

        schema = self._index.schema
        words = Query.boolean_query([(Occur.Should, Query.term_query(schema, "text", term)) for term in terms])
        if ranges is None:
            return words
        within = Query.boolean_query(
            [
                (
                    Occur.Should,
                    Query.range_query(schema, "position", FieldType.Unsigned, first, last, include_upper=False),
                )
                for first, last in ranges
            ]
        )
        return Query.boolean_query([(Occur.Must, words), (Occur.Must, Query.const_score_query(within, 0.0))])


def _schema() -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_unsigned_field("position", indexed=True, fast=True)
    builder.add_text_field("text", tokenizer_name="english", index_option="freq")
    return builder.build()


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    # Common words stay in: on 500 training questions the answering passage came first a little more often with them
    # (mean reciprocal rank 0.548 against 0.538), and BM25 gives them next to no weight.
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for step in (Filter.remove_long(80), Filter.lowercase(), Filter.ascii_fold(), Filter.stemmer("english")):
        builder = builder.filter(step)
    return builder.build()
