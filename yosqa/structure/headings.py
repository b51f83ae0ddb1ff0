"""Which lines are headings, and how high each ranks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from yosqa.model import OutlineEntry
from yosqa.structure.contents import UNCLEAR, key
from yosqa.structure.lines import DATE, Profile, TextLine, is_field
from yosqa.structure.marks import mark, numbering
from yosqa.structure.tables import GRADE, cell_gaps

_TOP_LEVEL = re.compile(
    r"(?:annex|appendix|glossary|foreword|introduction|executive\s+summary|recommendations|acknowledgements"
    r"|references|methodology|about\s+th(?:is|e)\s+(?:inspection|report)|notes\s+(?:to|for)\s+editors)\b",
    re.I,
)
_LEAD_IN = re.compile(
    r".*\b(?:should|were|was|are|is|follows|following|include|includes|included|said|that|to|states?|adds?|added|by|with|for|and|of|the)\s*:",
    re.I,
)
_STATED_GRADE = re.compile(rf".*\b{GRADE.pattern}", re.I)
"""Inspectorates head sections with their judgement, as a sentence: "The experiences of children in care are good."."""
_TWO_SENTENCES = re.compile(r"[a-z]{2}[.?!]\s+[A-Z]")
_NO_HEADING = re.compile(
    r"(?:and|or|of|the)$|(?:dr|mr|mrs|ms|dame|sir|professor|lord|baroness)\.?\s"
    r"|(?:(?:his|her)\s+majesty['’]s\s+)?(?:chief\s+)?inspector\b"
    r"|.*(?<!the\s)\b(?:national|regional|chief|deputy|assistant)\s+(?:director|inspector|executive|officer)\b"
    r"|.*\b(?:OBE|CBE|MBE|QPM|FRCA)\b",
    re.I,
)
"""Stray words of a title page, and names under a letter."""
_LONGEST = 30
"""Words in a heading, its wrapped lines together."""
_NOTE_MARK = re.compile(r"(?<=[a-z])\d$|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+$")
"""The mark of a footnote that hangs on a heading."""
_MOSTLY = 0.7
"""Share of the headings of one depth that look alike, from which the others are taken for slips."""
_LONGEST_WITHOUT_LAYOUT = 14


Rank = tuple[float, float]
"""Level of a heading's style, then depth of its number; 1 ranks above 2."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the lines it takes."""

    lines: tuple[int, ...]
    text: str
    rank: Rank
    """Lower ranks higher; a heading stands under the nearest one before it that ranks higher."""


@dataclass(frozen=True, slots=True)
class Known:
    """Titles of sections that the document lists itself, under `yosqa.structure.contents.key`, with their depth."""

    contents: Mapping[str, int]
    outline: Mapping[str, int]

    @classmethod
    def of(cls, contents: Mapping[str, int], outline: Sequence[OutlineEntry]) -> Known:
        """From a table of contents and the file's own outline."""
        return cls(contents, {key(entry.title): entry.level for entry in outline})

    def __contains__(self, text: str) -> bool:
        return key(text) in self.contents or key(text) in self.outline


def headings(lines: Sequence[TextLine], taken: set[int], usual: Profile, known: Known) -> list[Heading]:
    """Find the headings among the lines not in ``taken``, in reading order."""
    explicit = any(line.line.heading for line in lines)
    groups = []
    index = 0
    while index < len(lines):
        group = () if index in taken else _candidate(lines, index, taken, usual, known, explicit)
        if group:
            groups.append(group)
        index = group[-1] + 1 if group else index + 1
    levels = _style_levels([lines[group[0]] for group in groups])
    found = []
    for group in groups:
        text = _NOTE_MARK.sub("", " ".join(" ".join(lines[number].text for number in group).split())).strip("*_ ")
        found.append(Heading(group, text, _rank(lines[group[0]], text, usual, known, levels)))
    return _as_listed(found, known) if usual.has_layout else found


def _as_listed(found: Sequence[Heading], known: Known) -> list[Heading]:
    """Give a heading that is set unlike the others of its depth in the table of contents the rank that they have."""
    depths = [known.contents.get(key(heading.text), UNCLEAR) for heading in found]
    usual = {}
    for depth in set(depths) - {UNCLEAR}:
        ranks = Counter(heading.rank for heading, other in zip(found, depths, strict=True) if other == depth)
        rank, times = ranks.most_common(1)[0]
        if times >= _MOSTLY * ranks.total():
            usual[depth] = rank
    return [replace(heading, rank=usual.get(depth, heading.rank)) for heading, depth in zip(found, depths, strict=True)]


def _style(line: TextLine) -> tuple[float, bool]:
    return -round(line.line.size), not line.line.bold


def _style_levels(lines: Sequence[TextLine]) -> dict[tuple[float, bool], float]:
    """The level of each style of heading: as the file's tags have it most often, else below the next larger style."""
    tags: dict[tuple[float, bool], Counter[int]] = defaultdict(Counter)
    for line in lines:
        tags[_style(line)][line.line.heading] += 1
    levels: dict[tuple[float, bool], float] = {}
    level = 0.0
    for style in sorted(tags):
        tagged = Counter({tag: times for tag, times in tags[style].items() if tag})
        level = float(tagged.most_common(1)[0][0]) if tagged else level + 0.5
        levels[style] = level
    return levels


def _candidate(
    lines: Sequence[TextLine], index: int, taken: set[int], usual: Profile, known: Known, explicit: bool
) -> tuple[int, ...]:
    line = lines[index]
    if not usual.has_layout and explicit:
        return (index,) if line.line.heading else ()
    if is_field(line.text) or not re.search(r"[^\W\d_]{3}", line.text):
        return ()
    if index and is_field(lines[index - 1].text) and usual.near(lines[index - 1], line):
        return ()
    if usual.has_layout:
        return _typographic(lines, index, taken, usual, known)
    return (index,) if _plain(lines, index, taken, known) else ()


def _typographic(
    lines: Sequence[TextLine], index: int, taken: set[int], usual: Profile, known: Known
) -> tuple[int, ...]:
    line = lines[index]
    larger = line.line.size > 1.08 * usual.body_size
    if cell_gaps(line):
        return ()
    if not larger and not line.line.bold and not line.line.heading and line.text not in known:
        return ()
    group = [index]
    while group[-1] + 1 < len(lines) and group[-1] + 1 not in taken:
        before, after = lines[group[-1]], lines[group[-1] + 1]
        same = after.line.bold == line.line.bold and abs(after.line.size - line.line.size) < 0.6
        distance = after.line.top - before.line.top
        if not same or before.page != after.page or not 0 < distance <= 1.7 * line.line.size or is_field(after.text):
            break
        if mark(after.text) or numbering(after.text) or (before.text[-1] in ":.?" and not after.text[:1].islower()):
            break
        group.append(group[-1] + 1)
    group += _grade_beside(lines, group, taken)
    text = " ".join(lines[number].text for number in group)
    return tuple(group) if _reads_as_heading(text, larger) else ()


def _grade_beside(lines: Sequence[TextLine], group: Sequence[int], taken: set[int]) -> list[int]:
    """The next lines, if they are the judgement set to the right of a section's heading."""
    first = lines[group[0]]
    beside: list[int] = []
    for index in range(group[-1] + 1, min(group[-1] + 3, len(lines))):
        line = lines[index]
        if index in taken or line.page != first.page or line.line.x <= first.line.x or _style(line) != _style(first):
            break
        beside.append(index)
    if not beside or not first.line.top - 10 <= lines[beside[0]].line.top <= lines[group[-1]].line.top + 3:
        return []
    for count in (2, 1):
        if GRADE.fullmatch(" ".join(lines[index].text for index in beside[:count])):
            return beside[:count]
    return []


def _reads_as_heading(text: str, larger: bool) -> bool:
    words = len(text.split())
    if words > _LONGEST or not re.match(r"[\W\d_]*[^\W\d_a-z]", text):
        return False
    opened = mark(text)
    if opened and not opened.number:
        return False
    if _NO_HEADING.match(text) or _TWO_SENTENCES.search(text):
        return False
    if text[-1] in ".;," and not (larger and words <= 12) and not _STATED_GRADE.fullmatch(text):
        return False
    return not (opened and text[opened.length :][:1].islower())


def _plain(lines: Sequence[TextLine], index: int, taken: set[int], known: Known) -> bool:
    """Whether a line without layout is a heading: short, alone, no sentence, and followed by what it heads."""
    line = lines[index]
    text = line.text
    if text in known:
        return True
    following = next((lines[other] for other in range(index + 1, len(lines)) if other not in taken), None)
    alone = line.blank_before and (following is None or following.blank_before)
    first = index == 0 or all(other in taken for other in range(index))
    numbered = numbering(text)
    if len(numbered) >= 2:
        return line.words <= _LONGEST_WITHOUT_LAYOUT and text[-1] not in ".?;,:"
    if not (alone or first or text.isupper() or (text.endswith(":") and line.blank_before)):
        return False
    if line.words > (25 if first else _LONGEST_WITHOUT_LAYOUT) or not _reads_as_heading(text, larger=False):
        return False
    if GRADE.fullmatch(text) or text[0] in "\"'“‘(<©" or text[-1] in '"”?!' or (DATE.search(text) and not first):
        return False
    if text.endswith(":"):
        return line.words <= 4 and not _LEAD_IN.fullmatch(text)
    if numbered and _in_list(lines, index):
        return False
    return following is not None and (
        first or following.words >= 4 or following.text in known or bool(numbering(following.text))
    )


def _in_list(lines: Sequence[TextLine], index: int) -> bool:
    """Whether the lines beside a numbered line carry the numbers before or after it."""
    number = numbering(lines[index].text)
    beside = [numbering(lines[other].text) for other in (index - 1, index + 1) if 0 <= other < len(lines)]
    return any(len(other) == 1 and abs(other[0] - number[0]) == 1 for other in beside)


def _rank(line: TextLine, text: str, usual: Profile, known: Known, levels: Mapping[tuple[float, bool], float]) -> Rank:
    depth = len(numbering(text))
    if usual.has_layout:
        return (levels[_style(line)], max(depth, 1))
    if line.line.heading:
        return (line.line.heading, 0)
    if depth >= 1:
        return (depth, 0)
    if (listed := known.contents.get(key(text))) is not None:
        return (listed, 0)
    if _TOP_LEVEL.match(text):
        return (1, 0)
    return (4 if text.endswith(":") else 3, 0)
