"""The layers of the evaluation, from what must never fail to what can only be approached.

Each layer gives an answer a figure from 0 to 1, or None where it does not apply: what cannot be judged is left out, not
counted as zero, and a right refusal is never punished.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from yosqa.evaluation.sets import Question
from yosqa.evaluation.sources import Sources, describe
from yosqa.evaluation.support import atoms, supports, unsupported
from yosqa.evaluation.text import any_stands_in, fold, shown, stands_in
from yosqa.model import Answer, Citation, Span, Statement

TOLERATED_WORDS = 100
TOLERATED_LIST_WORDS = 300
"""The most words that a right answer may have, context included. What answers aim at (``compose``) lies below."""
LISTS = frozenset({"list", "across", "comparison", "aggregate", "count"})
"""Kinds whose answers enumerate."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question, its answer, and what that is held against."""

    question: Question
    answer: Answer
    sources: Sources

    @property
    def cited(self) -> tuple[Citation, ...]:
        """All quotations shown, the nearest passages of an abstention among them."""
        return (*self.answer.citations, *self.answer.nearest)

    @property
    def answered(self) -> bool:
        """True when an answerable question was answered."""
        return self.question.answerable and not self.answer.abstained

    def citations_of(self, statement: Statement) -> list[Citation]:
        """Return the citations of a statement; a marker without a citation has none."""
        by_marker = {citation.marker: citation for citation in self.answer.citations}
        return [by_marker[marker] for marker in statement.citations if marker in by_marker]

    def supported(self, statement: Statement, cited: Sequence[Citation]) -> bool:
        """Return whether some citations carry a statement."""
        return supports(statement, cited, self.context(cited))

    def context(self, cited: Sequence[Citation]) -> str:
        """Return what is known of the documents and table cells of some citations."""
        return " ".join(map(self.sources.context, cited))


Measure = Callable[[Case], float | None]


@dataclass(frozen=True, slots=True)
class Layer:
    """One way to look at answers."""

    name: str
    says: str
    measure: Measure
    invariant: bool = False
    """True when anything below 1 is a defect."""


def quotation(case: Case) -> float | None:
    """Share of the quotations that are their page's text at their offsets, in the index; 0 when any was withheld."""
    if case.answer.withheld:
        return 0.0
    return _share([_slice(_indexed(case, c), c) == c.quote for c in case.cited])


def file(case: Case) -> float | None:
    """Share of the quotations that stand at the same place of the same page of the file, read again."""
    return _share([_slice(case.sources.file_text(c.path, c.page), c) == c.quote for c in case.cited])


def place(case: Case) -> float | None:
    """Share of the citations whose page holds the quotation and whose line, printed page and section are right."""
    return _share([_placed(case, c) for c in case.cited])


def _placed(case: Case, citation: Citation) -> bool:
    page = case.sources.page(citation.document_id, citation.page)
    if page is None or citation.quote not in page.text or page.label != citation.page_label:
        return False
    section = case.sources.section(citation.document_id, Span(citation.page, citation.start, citation.end))
    return page.text.count("\n", 0, citation.start) + 1 == citation.line and section == citation.section


def attribution(case: Case) -> float | None:
    """Share of the citations that say of their document what the index knows: path, title, kind, date."""
    known = case.sources.documents
    return _share(
        [
            c.document_id in known and describe(known[c.document_id]) == (c.path, c.title, c.kind, c.published)
            for c in case.cited
        ]
    )


def whole(case: Case) -> float | None:
    """Share of the quotations that begin and end where a sentence, a list item, a cell or a stated value does."""
    return _share([_is_whole(case, c) for c in case.answer.citations])


def _is_whole(case: Case, citation: Citation) -> bool:
    starts, ends = case.sources.edges(citation.document_id, citation.page)
    return citation.start in starts and citation.end in ends


def atom_support(case: Case) -> float | None:
    """Share of the numbers, dates, names and ratings in an answer that stand in a quotation cited for them."""
    total = wrong = 0
    for statement in case.answer.statements:
        cited = case.citations_of(statement)
        total += len(atoms(statement.text))
        wrong += len(unsupported(statement, cited, case.context(cited)))
    return 1 - wrong / total if total else None


def citation_recall(case: Case) -> float | None:
    """Share of the statements that their citations, taken together, carry (ALCE, arXiv:2305.14627)."""
    return _share([case.supported(s, case.citations_of(s)) for s in case.answer.statements])


def citation_precision(case: Case) -> float | None:
    """Share of the citations that are needed (ALCE): alone they carry the statement, or the others do not without."""
    needed: list[bool] = []
    for statement in case.answer.statements:
        cited = case.citations_of(statement)
        carried = case.supported(statement, cited)
        for n, citation in enumerate(cited):
            rest = [*cited[:n], *cited[n + 1 :]]
            needed.append(carried and (case.supported(statement, [citation]) or not case.supported(statement, rest)))
    return _share(needed)


def document(case: Case) -> float | None:
    """Of an answered question: 1 when a document is cited that it asks of; of several services, each."""
    if not case.answered or not case.question.docs:
        return None
    paths = {citation.path for citation in case.answer.citations}
    named = [any(case.sources.cites(path, start) for path in paths) for start in case.question.docs]
    return float(all(named) if case.question.kind == "across" else any(named))


def length(case: Case) -> float | None:
    """Of an answered question: 1 when its answer keeps to the word limit."""
    if not case.answered:
        return None
    limit = TOLERATED_LIST_WORDS if case.question.kind in LISTS or case.question.vital else TOLERATED_WORDS
    return float(len(shown(case.answer).split()) <= limit)


def vital(case: Case) -> float | None:
    """Of an answered question: share of the required points that its answer makes."""
    return _points(case, case.question.vital)


def nuggets(case: Case) -> float | None:
    """Of an answered question: share of all points, required and optional, that its answer makes."""
    return _points(case, (*case.question.vital, *case.question.optional))


def _points(case: Case, points: Sequence[str]) -> float | None:
    if not case.answered:
        return None
    folded = fold(shown(case.answer))
    return _share([stands_in(point, folded) for point in points])


def understood(case: Case) -> float | None:
    """Of a turn in a conversation: share of the words from before that it was understood with."""
    folded = fold(case.answer.understood_as)
    return _share([stands_in(word, folded) for word in case.question.understood])


def right(case: Case) -> float | None:
    """1 when the gold answer stands in the answer, which keeps to its length and cites the right document."""
    if not case.question.answerable:
        return None
    if not case.answered or not says_gold(case.question, case.answer):
        return 0.0
    cited = {citation.document_id for citation in case.answer.citations}
    return float(document(case) != 0.0 and length(case) == 1.0 and len(cited) >= case.question.count)


def first(case: Case) -> float | None:
    """1 when the gold answer stands in the first statement already, quoted from the right document."""
    if not case.question.answerable or case.question.kind in LISTS or case.question.all_of:
        return None
    if not case.answered or not case.answer.statements:
        return 0.0
    statement = case.answer.statements[0]
    alone = replace(case.answer, statements=(statement,), citations=tuple(case.citations_of(statement)), coverage="")
    only = replace(case, answer=alone)
    return float(says_gold(case.question, alone) and document(only) != 0.0)


def refused(answer: Answer) -> bool:
    """Return whether an answer is a refusal; in place of an answer that was withheld it is a failure instead."""
    return answer.abstained and not answer.withheld


def says_gold(question: Question, answer: Answer) -> bool:
    """Return whether an answer says what a question's gold asks for."""
    folded = fold(shown(answer))
    if question.answers and not any_stands_in(question.answers, folded):
        return False
    if not all(stands_in(gold, folded) for gold in (*question.all_of, question.headline) if gold):
        return False
    return bool(question.answers or question.all_of) or any_stands_in(_gold(question), folded)


def _gold(question: Question) -> tuple[str, ...]:
    """Return what an answer without gold of its own is held against."""
    return question.vital or question.evidence


LAYERS = (
    Layer("quotation", "quotations equal the indexed page at their offsets", quotation, invariant=True),
    Layer("file", "quotations stand at that place in the file, read again", file, invariant=True),
    Layer("place", "page, line, printed page and section are right", place, invariant=True),
    Layer("attribution", "title, kind and date are the document's", attribution, invariant=True),
    Layer("whole", "quotations are whole sentences, items, cells or values", whole),
    Layer("atoms", "numbers, dates, names and ratings stand in a cited span", atom_support, invariant=True),
    Layer("citation recall", "statements that their citations carry", citation_recall),
    Layer("citation precision", "citations that are needed", citation_precision),
    Layer("document", "the right document is cited", document),
    Layer("length", "answers within the word limit", length),
    Layer("vital points", "required points made", vital),
    Layer("all points", "required and optional points made", nuggets),
    Layer("understood", "turns understood with what came before", understood),
    Layer("first statement", "the first statement answers already", first),
    Layer("answer", "answers right", right),
)


def _share(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None


def _indexed(case: Case, citation: Citation) -> str:
    page = case.sources.page(citation.document_id, citation.page)
    return page.text if page else ""


def _slice(text: str, citation: Citation) -> str | None:
    return text[citation.start : citation.end] if 0 <= citation.start < citation.end <= len(text) else None
