"""How names of people are written, and who led an inspection. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yosqa.metadata.facts import Fact
from yosqa.model import Page, Span

_WORD = r"(?:[A-ZÀ-Þ][\w’'-]*[a-zß-ÿ]|[A-ZÀ-Þ]\.?|Mc[A-Z]\w+|O[’'][A-Z]\w+)"
_NO_NAME = (
    r"(?!(?:Her|His|Majesty(?:[’']s)?|HMI|HM|Ofsted|CQC|Inspectors?|Lead|Judge?ment|Chief|Deputy|Assistant|Additional|Senior"
    r"|Regulatory|Team|The|This|Inspection|Report|Published|Age|Service|Services|Children|Local|Authority|Social|Care"
    r"|Quality|Commission)\b)"
)
"""What follows or precedes a name and is none, in capitals though it is."""
NAME = rf"(?P<name>{_NO_NAME}{_WORD}(?:\s+(?:de|van|der|den|von|la|al|el|bin))*(?:\s+{_NO_NAME}{_WORD}){{1,3}})"
"""A person's name: the group ``name``."""
LINE_NAME = NAME.replace(r"\s", r"[^\S\n]")
"""On one line."""
_HM = r"(?:HM|(?:His|Her)\s+Majesty[’']s)"
_RANK = rf"(?:(?:one\s+of\s+)?{_HM}\s+Inspectors?,?\s+|HMI,?\s+)"
_LEAD = r"(?:[Ll]ead|LEAD|[Rr]eporting|[Mm]anaging)\s+(?:[Ii]nspectors?|INSPECTOR)(?:\s+on\s+site)?"
_LED = (
    re.compile(
        rf"{LINE_NAME},?\s+(?:(?:HMI|Ofsted|CQC|HM\s+Inspector),?\s+)+(?P<label>[Ll]ead\s+[Ii]nspector)(?!\s*:)"
    ),
    re.compile(rf"(?P<label>{_LEAD})\s*[:|]\s*{_RANK}?{LINE_NAME}"),
    re.compile(rf"(?P<label>{_LEAD})(?:\s+(?:was|is))?\s+{_RANK}?{LINE_NAME}"),
    re.compile(rf"(?P<label>(?:[Ii]nspection|[Ff]ieldwork|thematic\s+review)\s+was\s+led\s+by)\s+{_RANK}?{NAME}"),
    re.compile(rf"(?P<label>\b(?:was|were)\s+led\s+by)\s+{_RANK}{NAME}"),
    re.compile(rf"{LINE_NAME},[^\S\n]+(?P<label>lead\s+inspector)\b(?!\s*:)"),
)
"""Most telling first: in two columns of names, the one before "lead inspector" bears the title."""
_NOT_LEAD = re.compile(r"\b(?:deputy|assistant|previous|former)\s*$", re.IGNORECASE)


def inspector(pages: Sequence[Page]) -> Fact | None:
    """Return who led the inspection: the first name printed as its lead inspector."""
    for pattern in _LED:
        for page in pages:
            for match in pattern.finditer(page.text):
                before = page.text[max(0, match.start("label") - 20) : match.start("label")]
                if not _NOT_LEAD.search(before):
                    name, whole = (Span(page.number, *match.span(group)) for group in ("name", 0))
                    return Fact(" ".join(match["name"].split()), match["label"], name, whole)
    return None
