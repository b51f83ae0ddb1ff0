"""What is known of a candidate, as numbers, and the weights that make one score of them.

The weights stand in ``ranking.json`` beside this module. They are in the reranker's units (logits).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from yosqa.answering import amounts, casework, cues, people, rows
from yosqa.answering.abbreviations import both_ways, expansion
from yosqa.answering.cues import Asked
from yosqa.answering.question import Question
from yosqa.answering.scope import Scope
from yosqa.answering.units import Unit, UnitKind, names_any
from yosqa.ledger import asking, measures
from yosqa.ledger.text import fold
from yosqa.model import Kind
from yosqa.terms import stem, terms, words

_CLOSE = 5
"""Words between a number and what it counts."""
_RANKS = frozenset(terms("chief deputy assistant interim acting senior"))
_LITTLE = 2
"""Words besides a grade, a measure and everyday words that give no reason yet."""
TRAINED, PLAIN = "trained", "plain"
"""Two sets of weights: with the trained reader and word vectors, and with plain similarity in their place."""
_FILE = Path(__file__).parent / "ranking.json"
MEASURED = ("relevance", "bm25", "coverage", "pairs", "cosine", "likeness", "headed", "likeness before")
"""Features that depend on the other candidates or on a model; the rest can be read off question and unit."""
NAMES = (
    *MEASURED,
    "no number",
    "no digit",
    "no duration",
    "no date",
    "no name",
    "no post",
    "post held",
    "cause",
    "list wanted",
    "list elsewhere",
    "list unwanted",
    "definition",
    "year missing",
    "wanted section",
    "no part",
    "no money",
    "no frequency",
    "counts something else",
    "same domain",
    "other domain",
    "same stage",
    "other stage",
    "other aspect",
    "said by",
    "said by another",
    "of place",
    "of another place",
    "imprint",
    "advises",
    "restates",
    "spells out",
)


def read_off(question: Question, scope: Scope, unit: Unit) -> tuple[float, ...]:
    """Return the features after ``MEASURED``, in the order of ``NAMES``; each is 0 or 1."""
    asked, text = question.asked, unit.text
    timed = cues.TIME_UNIT.search(text)
    is_list = unit.kind is UnitKind.LIST
    # "Weekly" has no number, and tells how often.
    counted = asked is Asked.NUMBER and not amounts.asks_frequency(question.content)
    imprint = _speaks_of_itself(unit) and not cues.ASKS_OF_ITSELF.search(question.content)
    found = (
        counted and not cues.DIGIT.search(text) and not cues.LOOSE_NUMBER.search(text),
        counted and not cues.DIGIT.search(text),
        asked is Asked.DURATION and not timed,
        asked is Asked.DATE and not timed and not cues.DATE.search(text),
        asked is Asked.PERSON and not cues.LOOSE_NAME.search(f"{unit.lead} {text}"),
        *_post(question, unit),
        asked is Asked.REASON and cues.CAUSE.search(text),
        asked is Asked.LIST and is_list and not imprint and _on_topic(question, unit),
        asked is Asked.LIST and is_list and not imprint and not _on_topic(question, unit),
        asked is not Asked.LIST and is_list,
        asked is Asked.DEFINITION and defines(cues.term_to_define(question.content), unit),
        bool(scope.required) and not _dated(scope, unit),
        asked is Asked.LIST and under_wanted(question, unit),
        *_lacking(question, unit),
        *_domain(question, unit),
        *_stage(question, unit),
        _other_aspect(question, unit),
        *_said(question, unit),
        *of_place(question, scope, unit),
        imprint,
        cues.asks_advice(question.content) and cues.ADVISES.search(f"{unit.lead} {text}"),
        asked is Asked.REASON and _restates(question, unit),
        asked is Asked.DEFINITION and _spells_out(question, unit),
    )
    return tuple(float(bool(value)) for value in found)


def _dated(scope: Scope, unit: Unit) -> bool:
    """Return whether a unit is of a time that no document is of: it, its headings or its columns must say so.

    Of an inspection the unit must speak, and not only as of the time since when something has been so.
    """
    placed = " ".join((unit.text, *unit.section, *((unit.lead,) if unit.kind is UnitKind.ROW else ())))
    return any(
        period.named_in(cues.SINCE.sub(" ", placed) if period.of_visit else placed)
        and (not period.of_visit or cues.OF_VISIT.search(placed) is not None)
        for period in scope.required
    )


def _post(question: Question, unit: Unit) -> tuple[bool, bool]:
    """Return whether a unit lacks a holder of the post that is asked for, or names one."""
    posts = people.posts(question.content)
    of_inspectors = people.asks_of_inspectors(question.content)
    held = people.names_holder(posts, f"{unit.lead} {unit.text}", of_inspectors=of_inspectors)
    return bool(posts) and not held, held


def _restates(question: Question, unit: Unit) -> bool:
    """Return whether a unit says little more than the grade whose reason is asked for."""
    asked, said = fold(question.content), fold(unit.text)
    if not asking.rated(asked) or not set(measures.grades_in(asked)) & set(measures.grades_in(said)):
        return False
    more = set(terms(asking.without_everyday(said))) - set(terms(asked))
    return len(more) <= _LITTLE and not cues.CAUSE.search(unit.text)


def _spells_out(question: Question, unit: Unit) -> bool:
    """Return whether a unit tells what the letters stand for that a question asks about."""
    term = cues.term_to_define(question.content)
    return any(expansion(written, unit.text) for written in both_ways(term))


def _speaks_of_itself(unit: Unit) -> bool:
    """Return whether a unit tells where its document is from or what may be done with it; rows may name sources."""
    says = unit.kind is not UnitKind.ROW and cues.OF_ITSELF.search(unit.text)
    return bool(says) or any(map(cues.IMPRINT.search, unit.section))


def _lacking(question: Question, unit: Unit) -> tuple[bool, bool, bool, bool]:
    """Return whether a unit lacks the share, the sum, how often, or the counted thing that a number is asked of."""
    if question.asked is not Asked.NUMBER:
        return False, False, False, False
    share = amounts.SHARE.search(question.content)
    counted = cues.counted_by(question.content)
    said = f"{unit.lead} {unit.text}"
    return (
        bool(share) and not amounts.PART.search(said),
        amounts.asks_money(question.content) and not amounts.tells_money(question.content, said),
        amounts.asks_frequency(question.content) and not amounts.tells_frequency(question.content, said),
        bool(counted) and not _counts(counted, unit),
    )


def _counts(thing: str, unit: Unit) -> bool:
    """Return whether a number stands close to ``thing`` in a unit, or where its list or table is introduced."""
    wanted = stem(thing)
    said = words(f"{' '.join(unit.section[-1:])} {unit.lead} {unit.text}")
    numbers = [n for n, word in enumerate(said) if cues.COUNTS.fullmatch(word)]
    return any(abs(n - at) <= _CLOSE for at, word in enumerate(said) if stem(word) == wanted for n in numbers)


def _domain(question: Question, unit: Unit) -> tuple[bool, bool]:
    """Return whether a unit stands in the part of a report that a question is about ("court work"), or in another."""
    wanted = measures.domains(fold(question.content))
    named = measures.domains(fold(unit.text)) if wanted else frozenset()
    stands = named or _domain_of((unit.lead, *unit.section) if unit.kind is UnitKind.ROW else unit.section)
    return bool(wanted & stands), bool(wanted and stands) and not wanted & stands


@lru_cache(maxsize=10_000)
def _domain_of(section: tuple[str, ...]) -> frozenset[str]:
    """Return the domains that the first of some headings to name any names."""
    return next((found for heading in section if (found := measures.domains(fold(heading)))), frozenset())


def _stage(question: Question, unit: Unit) -> tuple[bool, bool]:
    """Return whether a unit stands under the stage of casework that a question is about ("planning"), or another."""
    wanted = casework.stages(question.content)
    stands = _stage_of((*unit.section, unit.lead) if unit.kind is UnitKind.ROW else unit.section)
    return bool(wanted & stands), bool(wanted and stands) and not wanted & stands


@lru_cache(maxsize=10_000)
def _stage_of(section: tuple[str, ...]) -> frozenset[str]:
    """Return the stages that the innermost of some headings to name any names."""
    return next((found for heading in reversed(section) if (found := casework.stages(heading))), frozenset())


def _other_aspect(question: Question, unit: Unit) -> bool:
    """Return whether a unit speaks of another purpose of casework than a question ("the safety of others")."""
    wanted = casework.aspects(question.content)
    named = casework.aspects(f"{unit.lead} {unit.text}") if wanted else frozenset()
    return bool(named) and not wanted & named


def _said(question: Question, unit: Unit) -> tuple[bool, bool]:
    """Return whether a unit holds words of whom the question wants to hear, or of somebody else."""
    named = set(terms(people.speaker_in(question.content).partition(" of ")[0]))
    # "The chief constable of Kent Police" is no chief inspector, nor all of the police.
    wanted = named - _RANKS or named
    said = f"{unit.lead} {unit.text}"
    if not wanted or not cues.SPEAKS.search(said):
        return False, False
    return bool(wanted & set(terms(said))), not wanted & set(terms(said))


def of_place(question: Question, scope: Scope, unit: Unit) -> tuple[bool, bool]:
    """Return whether a unit of a document about several places is of the one asked about, or of another.

    It is of those that it names, else of those that its heading names. What a thematic report says of none it says of
    all together, and so not of this one.
    """
    if not question.places:
        return False, False
    document = next((d for d in scope.documents if d.id == unit.document_id), None)
    others = set(document.metadata.places) - set(question.places) if document else set()
    if document is None or not others:
        return False, False
    for text in (f"{unit.lead} {unit.text}", *reversed(unit.section)):
        if names_any(text, question.places):
            return True, False
        if names_any(text, others):
            return False, True
    return False, document.metadata.kind is Kind.THEMATIC


def _on_topic(question: Question, unit: Unit) -> bool:
    """Return whether a list is headed or introduced with a word of the question, or as the question calls for it."""
    heading = f"{' '.join(unit.section[-2:])} {unit.lead}"
    return bool(set(terms(question.content)) & set(terms(heading))) or under_wanted(question, unit)


def under_wanted(question: Question, unit: Unit) -> bool:
    """Return whether a list or an item stands under a heading or introduction that the question asks for."""
    if unit.kind not in {UnitKind.LIST, UnitKind.ITEM}:
        return False
    if rows.tells_state(unit.lead) and casework.same_state(question.content, unit.lead):
        return True
    return any(cues.wants_section(question.content, heading) for heading in (*unit.section[-2:], unit.lead))


def score(features: tuple[float, ...], model: str = TRAINED) -> float:
    """Return the weighted sum of a candidate's features, given in the order of ``NAMES``.

    Args:
        features: Of one candidate.
        model: ``TRAINED``, or ``PLAIN`` where no trained reader and word vectors order the candidates.
    """
    return round(sum(weight * value for weight, value in zip(weights(model), features, strict=True)), 4)


def defines(term: str, unit: Unit) -> bool:
    """Return whether a unit defines ``term``: a glossary row that begins with it, "X is ..." or "... (X)"."""
    return any(_defines(written, unit) for written in both_ways(term))


def _defines(term: str, unit: Unit) -> bool:
    wanted = tuple(terms(term))
    if not wanted:
        return False
    if unit.kind is UnitKind.ROW:
        return unit.terms[: len(wanted)] == wanted
    match = cues.DEFINES.match(unit.text)
    return (match is not None and tuple(terms(match["term"])) == wanted) or expansion(term, unit.text) != ""


@cache
def weights(model: str = TRAINED) -> tuple[float, ...]:
    """Return the weights in force, in the order of ``NAMES``."""
    stored = json.loads(_FILE.read_text(encoding="utf-8"))[model]
    return tuple(float(stored[name]) for name in NAMES)


def save(fitted: Mapping[str, float]) -> None:
    """Put fitted weights of the trained models in force, here and for every later process."""
    stored = json.loads(_FILE.read_text(encoding="utf-8"))
    stored[TRAINED] = {name: round(fitted[name], 4) for name in NAMES}
    _FILE.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")
    weights.cache_clear()
