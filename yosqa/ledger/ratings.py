"""Find what a framework rates: in tables, in lines and in fixed sentences.

A value counts only where its label and its grade stand together and alone: as cells of one row, as a line (or wrapped
lines) of label then grade, or in one of the framework's own sentence forms. Prose ("inadequate in 2017") does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from yosqa.frameworks import Domain, Framework, Measure
from yosqa.ledger import measures
from yosqa.ledger.text import FoldedPage, Found, flat, fold
from yosqa.model import Block, BlockKind, Span

_SET_APART = r" ?[:,(-] ?"
"""What stands between a measure's name and its domain's: "Court disposals: planning", "Planning (court disposals)"."""
_BETWEEN = r"(?: ?[:|.-]| is:?| was:?| rating:?| grade \d \()? ?"
_PRECEDING = re.compile(
    r"\b(?:last|previous|most recent|earlier) (?:full |ofsted |single )*inspection.{0,250}"
    r"\bjudge?ments?\b.{0,80}\b(?:was|were|are)\b"
)
"""Opens a list of the grades of an earlier inspection."""
_LIST_REACH = 700
"""Characters within which such a list stands."""
_GOES_ON = re.compile(r"[\"'’”)*_]*\s*(?!(?:because|and|but|overall|while|although|though)\b)[a-z]")
"""After "is good" without a word of rating: "good in parts" and "good at listening" rate nothing."""
_HISTORY = re.compile(r"\b(?:previous|last inspection|in (?:19|20)\d\d|when |had been|were judged|was judged)")


@dataclass(frozen=True, slots=True)
class Rated:
    """A measure and the grade printed for it."""

    measure: Measure
    normal: str
    label: str
    value: Span
    evidence: Span
    note: str = ""


def ratings(framework: Framework, pages: Sequence[FoldedPage], blocks: Sequence[Block]) -> tuple[Rated, ...]:
    """Return the measures of ``framework`` whose value the text proves, in the framework's order.

    Where a report prints a measure's grade more than once, the first counts and a different one later is noted; a table
    or line that gives the same grade is shown rather than a sentence.
    """
    found: list[Rated] = []
    cells = tuple(_in_cells(framework, pages, blocks))
    columns = tuple(_in_columns(framework, pages))
    listed = {(rated.evidence.page, rated.evidence.start) for rated in columns}
    for measure in framework.measures:
        tables = [rated for rated in cells if rated.measure is measure]
        # The last label of a column and the first grade of the next stand like a line of label and grade.
        lines = _in_lines(framework, measure, pages)
        tables += [rated for rated in lines if (rated.evidence.page, rated.evidence.start) not in listed]
        stated = sorted([*tables, *_in_sentences(framework, measure, pages)], key=_position)
        stated = stated or [rated for rated in columns if rated.measure is measure] or list(_outcomes(measure, pages))
        if stated:
            first = stated[0]
            shown = min((rated for rated in tables if rated.normal == first.normal), key=_position, default=first)
            found.append(_with_doubt(shown, stated))
    return tuple(found)


def _position(rated: Rated) -> tuple[int, int]:
    return rated.value.page, rated.value.start


def _with_doubt(shown: Rated, stated: Sequence[Rated]) -> Rated:
    """Return a rating with a note on the first other grade that is printed for its measure."""
    other = next((rated for rated in stated if rated.normal != shown.normal), None)
    if other is None:
        return shown
    return replace(shown, note=f"page {other.value.page} of the same document prints “{other.normal}”")


def _in_lines(framework: Framework, measure: Measure, pages: Sequence[FoldedPage]) -> Iterator[Rated]:
    """Yield label and grade that follow each other, alone on their lines however these are wrapped."""
    if not framework.scale:
        return
    domain = next((_ways(one) for one in framework.domains if one.number == measure.domain), "")
    for page in pages:
        for name in measure.names:
            shared = _shared(framework, measure, fold(name))
            within = domain if shared else ""
            for found in page.find(_label_with_grade(name, framework.grades, within)):
                inside = re.search(framework.grades, found.match[0])
                if inside is None or not (page.opens_line(found.start) and page.closes_line(found.end)):
                    continue
                named = within and (found.match["before"] or found.match["after"])
                if shared and not named and _place_in_report(framework, page, found) != measure.number:
                    continue
                if _PRECEDING.search(page.folded, max(0, found.match.start() - _LIST_REACH), found.match.start()):
                    continue
                at = found.match.start()
                start, end = page.range(at + inside.start(), at + inside.end())
                label = " ".join(f"{found.match[0][: inside.start()]} {found.match[0][inside.end() :]}".split()).strip(
                    " :|.-"
                )
                evidence = Span(page.number, found.start, found.end)
                yield Rated(
                    measure, framework.grade(fold(page.text[start:end])), label, Span(page.number, start, end), evidence
                )


def _in_cells(framework: Framework, pages: Sequence[FoldedPage], blocks: Sequence[Block]) -> Iterator[Rated]:
    """Yield rows of a table with a label in one cell and nothing but a grade in another."""
    if not framework.scale:
        return
    by_number = {page.number: page for page in pages}
    for block in blocks:
        if block.kind is not BlockKind.ROW or len(block.cells) < 2:
            continue
        page = by_number[block.page]
        graded = [(cell, framework.grade(fold(page.text[cell.start : cell.end]))) for cell in block.cells]
        grades = [(cell, grade) for cell, grade in graded if grade]
        if len(grades) != 1:
            continue
        cell, grade = grades[0]
        label = " ".join(page.text[one.start : one.end] for one in block.cells if one.end <= cell.start)
        # A number may have a cell of its own before the name's; all else between label and grade is other columns.
        measure = measure_of(framework, fold(page.text[block.start : block.cells[0].end])) or measure_of(
            framework, fold(label)
        )
        if measure is not None:
            yield Rated(measure, grade, flat(label)[:120], Span(page.number, cell.start, cell.end), block.span)


def measure_of(framework: Framework, text: str) -> Measure | None:
    """Return the measure that folded words name: by number, or domain, and name; or by a name that only it has."""
    bare = re.sub(r"^\W*(?:\d+(?:\.\d+)*)?\W*", "", text)
    number, bare = _without_domain(framework, bare)
    for measure in framework.measures:
        for name in map(fold, measure.names):
            numbered = measure.number and re.search(
                rf"(?<![\d.]){re.escape(measure.number)}\.? {re.escape(name)}(?!\w)", text
            )
            alone = number == measure.domain if number else not _shared(framework, measure, name)
            if numbered or (bare == name and alone):
                return measure
    return None


def _without_domain(framework: Framework, label: str) -> tuple[str, str]:
    """Return the number of the domain that stands before or behind a measure's name, if one does, and the rest."""
    rests = ((domain.number, _beside(domain).sub("", label)) for domain in framework.domains)
    # The shortest rest is what the longest name leaves: "court disposals" ends "out-of-court disposals".
    shorter = [(len(rest), number, rest) for number, rest in rests if rest not in ("", label)]
    return min(shorter)[1:] if shorter else ("", label)


@cache
def _beside(domain: Domain) -> re.Pattern[str]:
    ways = _ways(domain)
    return re.compile(rf"^(?:{ways}){_SET_APART}|{_SET_APART}\(?(?:{ways})\)?$")


@cache
def _ways(domain: Domain) -> str:
    """Return a regular expression for what a domain is called beside a measure; "out-of-court" may be broken.

    There "Court disposals" may be short: "Court: planning".
    """
    short = fold(domain.name).rpartition(" ")[0]
    ways = measures.longest_first({fold(domain.name), *domain.asked, *filter(None, [short])})
    return ways.replace(r"out\-of\-court", "out[- ]of[- ] ?court")


def _in_columns(framework: Framework, pages: Sequence[FoldedPage]) -> Iterator[Rated]:
    """Yield from a table whose text comes column by column: all labels, then as many grades."""
    if not framework.scale:
        return
    label = re.compile("|".join(_words(fold(name)) for measure in framework.measures for name in measure.names))
    grade = re.compile(framework.grades)
    for page in pages:
        tokens = sorted(
            [
                ("label", found)
                for found in page.find(label)
                if page.opens_line(found.start) and page.closes_line(found.end)
            ]
            + [
                ("grade", found)
                for found in page.find(grade)
                if page.opens_line(found.start) and page.closes_line(found.end)
            ],
            key=lambda token: token[1].start,
        )
        for run in _runs(tokens):
            for name, value in run:
                measure = measure_of(framework, fold(page.text[name.start : name.end]))
                if measure is not None:
                    normal = framework.grade(fold(page.text[value.start : value.end]))
                    span = Span(page.number, value.start, value.end)
                    evidence = Span(page.number, name.start, value.end)
                    yield Rated(measure, normal, flat(page.text[name.start : name.end]), span, evidence)


def _runs(tokens: Sequence[tuple[str, Found]]) -> Iterator[list[tuple[Found, Found]]]:
    """Yield label and grade pairs wherever two or more labels are followed by exactly as many grades."""
    kinds = "".join(kind[0] for kind, _ in tokens)
    for match in re.finditer(r"(l{2,})(g+)", kinds):
        labels, grades = match.span(1), match.span(2)
        if labels[1] - labels[0] == grades[1] - grades[0]:
            yield [(tokens[labels[0] + i][1], tokens[grades[0] + i][1]) for i in range(labels[1] - labels[0])]


def _in_sentences(framework: Framework, measure: Measure, pages: Sequence[FoldedPage]) -> Iterator[Rated]:
    """Yield what one of the measure's own sentence forms says, unless it speaks of an earlier inspection."""
    for template in measure.sentences:
        pattern = _sentence(template, framework.grades)
        for page in pages:
            for found in page.find(pattern):
                before = page.folded[max(0, found.match.start() - 60) : found.match.start()]
                if _HISTORY.search(before.rpartition(". ")[2]) or _HISTORY.search(found.match[0]):
                    continue
                if found.match.groupdict().get("is") is not None and _GOES_ON.match(page.text, found.end):
                    continue
                value = page.range(*found.match.span("grade"))
                label = flat(page.text[found.start : value[0]])
                evidence = Span(page.number, found.start, found.end)
                yield Rated(
                    measure, framework.grade(fold(page.text[slice(*value)])), label, Span(page.number, *value), evidence
                )


def _outcomes(measure: Measure, pages: Sequence[FoldedPage]) -> Iterator[Rated]:
    """Yield the first fixed outcome statement of each page."""
    for page in pages:
        hits = [(found, normal) for normal, words in measure.outcomes.items() for found in page.find(re.compile(words))]
        if hits:
            found, normal = min(hits, key=lambda hit: hit[0].start)
            span = Span(page.number, found.start, found.end)
            yield Rated(measure, normal, measure.names[0], span, span)
            return


def _shared(framework: Framework, measure: Measure, name: str) -> bool:
    """True when another measure is printed with the same folded name."""
    return any(other is not measure and name in map(fold, other.names) for other in framework.measures)


def _place_in_report(framework: Framework, page: FoldedPage, found: Found) -> str:
    """Return the number printed before a label, else the number of its like under the domain heading last seen."""
    before = page.folded[: found.match.start()]
    printed = re.search(r"(\d\.\d)\.? $", before)
    if printed:
        return printed[1]
    headings = [(before.rfind(f"{domain.number}. {fold(domain.name)}"), domain.number) for domain in framework.domains]
    position, domain = max(headings, default=(-1, ""))
    if position < 0:
        return ""
    return next(
        (
            measure.number
            for measure in framework.measures
            if measure.domain == domain and any(found.match[0].startswith(fold(name)) for name in measure.names)
        ),
        "",
    )


@cache
def _label_with_grade(name: str, grades: str, within: str = "") -> re.Pattern[str]:
    """Match a label and then a grade, or a label that wraps round its grade: “… children in | Good | care”.

    Args:
        name: The label.
        grades: A regular expression for any grade.
        within: One for the domain that may stand before the name or behind it.
    """
    grade = grades.replace("(?P<grade>", "(?:")
    words = [re.escape(word) for word in fold(name).split()]
    opening, closing = "", ""
    if within:
        opening = rf"(?:(?<!of )(?<!of-)(?<!of- )(?P<before>{within}){_SET_APART})?"
        closing = rf"(?:{_SET_APART}\(?(?P<after>{within})\)?)?"
    after = rf"{opening}{' '.join(words)}{closing}{_BETWEEN}{grade}\)?"
    inside = words[0] + "".join(rf"(?: {grade})? {word}" for word in words[1:])
    return re.compile(f"{after}|{inside}" if len(words) > 3 else after)


@cache
def _sentence(template: str, grades: str) -> re.Pattern[str]:
    return re.compile(template.replace("{grade}", rf"[\"']?{grades}[\"']?"))


def _words(folded: str) -> str:
    return r" ".join(re.escape(word) for word in folded.split())
