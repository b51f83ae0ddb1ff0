"""What stands on a page but is not its content: running heads, page numbers, and the clutter of news pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from yosqa.structure.cells import marked_pieces
from yosqa.structure.lines import Profile, TextLine

_EDGE = 4
"""How many lines at the top and at the bottom of a page may be running heads."""
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–|]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–|]?(?:\s*(?:of|/)\s*\d{1,4})?", re.I)
_CLUTTER = re.compile(
    "|".join(
        (
            # what others read
            r"most\s+(?:read|popular|viewed|recent|shared)",
            r"(?:related|recommended|trending|popular|latest|top)\s+"
            r"(?:articles?|stories|news|posts?|content|topics?|links|videos?)",
            r"you\s+(?:may|might)\s+also\s+(?:like|be\s+interested).*",
            r"(?:(?:read|see|find\s+out)\s+more(?:\s*:.*)?|more\s+(?:from|on|like))(?:\s+(?:on|about|from|this|the|us)\b.*)?",
            r"read\s+next.*|in\s+this\s+(?:article|section)|\d+\s+min(?:ute)?s?\s+read",
            # asks to subscribe and pay
            r"(?:please\s+)?(?:subscribe|sign\s+up|sign\s+in|log\s+in|register|(?:follow|like|join)\s+us)\b[^.]{0,80}",
            r"(?:get|receive)\s+(?:our|the\s+latest)\s.{0,60}(?:newsletter|inbox|email|alerts?).*",
            r".{0,30}\bnewsletters?\b.{0,20}",
            r"you\s+have\s+(?:\d+|no)\s+(?:free\s+|more\s+)*(?:articles?|stories)\b.*",
            r"from\s+£\s?\d+(?:\.\d\d)?\s*(?:/|per|a)\s*(?:month|year|week).*",
            r".{0,40}\b(?:digital|print)\s+(?:membership|subscription)s?|.{0,30}\bmagazine|themed\s+supplements",
            r"(?:unlimited\s+access\s+to|(?:latest|archive\s+of).{0,30}\b(?:issues|editions|articles|online)\b).*",
            # sharing and comments
            r"(?:share|tweet|email|print|save|copy\s+link|bookmark|comment|reply)"
            r"(?:\s+(?:this|on|to|via|article|page|with|story|link|now)\b.{0,40})?",
            r"home(?:page)?\s*[>»›|].*|home\s+/\s+[^.]*/[^.]*",
            r"(?:(?:tweet|share|print|email|save|copy\s+link|facebook|twitter|whatsapp|linkedin|messenger)(?:[\s,|/:]+(?:x\b)?|$))+",
            r"share\s*(?:facebook|twitter|x|linkedin|whatsapp|email|on)\b.*",
            r"(?:facebook|twitter|linkedin|whatsapp|instagram|youtube|reddit|pinterest|telegram)(?:[\s,|]+\w+){0,4}",
            r"leave\s+a\s+(?:reply|comment)|\d*\s*comments?(?:\s+\(\d+\))?|(?:add|post|view)\s+(?:a\s+)?comments?",
            # cookies, navigation, advertisement
            r".{0,120}\b(?:we|this\s+(?:web)?site|our\s+(?:web)?site)\s+uses?\s+(?:essential\s+)?cookies\b.*",
            r"(?:accept|reject|manage|allow)\s+(?:all\s+|additional\s+)?cookies.*|cookies?\s+(?:policy|settings|on\s+.{0,40})",
            r"privacy\s+(?:policy|notice)|terms\s+(?:and\s+conditions|of\s+use)|accessibility(?:\s+statement)?",
            r"advertisement|advert|sponsored(?:\s+content)?|skip\s+to\s+(?:main\s+)?content|back\s+to\s+top",
            r"(?:go\s+)?home|menu|search|(?:previous|next)\s+(?:article|post|story|page)",
            r"load\s+more|show\s+(?:more|less)|continue\s+reading",
            # the end sign of releases, and rules
            r"[-–—*\s]*ends?[-–—*\s]*|[-–—_*=\s.]{3,}",
        )
    ),
    re.I,
)
_CREDIT = re.compile(
    r"\b(?:pic(?:ture)?s?|photo(?:graph)?(?:er)?s?|image|credit)\s*(?:by|from|courtesy\s+of)?\s*:\s*\S.{0,60}$", re.I
)
"""Who made a picture, at the end of its caption."""
_SHORT = r"(?-i:St|Mr|Mrs|Ms|Dr|Rd|Rev|Prof|Cllr|[A-Z])\.\s"
"""A word cut short: its full stop ends no sentence."""
_PHOTO = re.compile(
    rf"(?!(?:\S+\s+){{4,}}(?!{_SHORT})\S+\.\s).{{0,160}}{_CREDIT.pattern}"
    r"|(?:pic(?:ture)?|photo(?:graph)?|image)\s+(?:by|courtesy)\s.{0,60}",
    re.I,
)
"""A credit, with the picture's name; a caption that is a sentence says something."""
_LONGEST_CLUTTER = 140
_FEW = 5
"""Words from which on a line is not the same as another by chance."""
_MOST_CLUTTER = 0.4
"""Share of a document's lines; a file that calls more than this clutter is tagged wrongly."""


def furniture(lines: Sequence[TextLine], usual: Profile) -> set[int]:
    """Indices of the lines that are no content."""
    found = {index for index, line in enumerate(lines) if line.line.clutter}
    if len(found) > _MOST_CLUTTER * len(lines):
        found = set()
    pages = _pages(lines)
    found |= _running(lines, pages) | _page_numbers(lines, pages, usual)
    if len(pages) <= 3 or not usual.has_layout:
        found |= {index for index, line in enumerate(lines) if is_clutter(line.text)}
        found |= _copies(lines)
    return found


def _copies(lines: Sequence[TextLine]) -> set[int]:
    """Captions that only say again what the line before says: a picture's own and its description.

    Nothing else that stands twice is left out: two records of a table may be alike.
    """
    pairs = pairwise(enumerate(lines))
    return {n for (_, before), (n, line) in pairs if line.text == before.text and _is_caption(line)}


def _is_caption(line: TextLine) -> bool:
    return not marked_pieces(line) and line.words >= _FEW and bool(_CREDIT.search(line.text))


def is_clutter(text: str) -> bool:
    """Whether a whole line is of the kind that surrounds news articles: share, subscribe, most read, photo credits."""
    text = re.sub(r"^[•▪\-*>\s]+", "", text).strip()
    if not text or len(text) > _LONGEST_CLUTTER:
        return False
    return bool(_CLUTTER.fullmatch(text.rstrip(" .:!>»")) or _PHOTO.fullmatch(text))


def _pages(lines: Sequence[TextLine]) -> list[list[int]]:
    """Line indices of each page, from top to bottom."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        pages[line.page].append(index)
    return [sorted(indices, key=lambda index: (lines[index].line.top, index)) for indices in pages.values()]


def _running(lines: Sequence[TextLine], pages: Sequence[Sequence[int]]) -> set[int]:
    """Lines at the edges of pages that come again, numbers aside, on other pages at the same height."""
    if len(pages) < 3:
        return set()
    alike: dict[tuple[str, str], set[int]] = defaultdict(set)
    for page in pages:
        for edge, indices in (("top", page[:_EDGE]), ("bottom", page[-_EDGE:])):
            for index in indices:
                alike[edge, _without_numbers(lines[index].text)].add(index)
    found: set[int] = set()
    for repeated in alike.values():
        for level in _same_height(lines, repeated):
            if len({lines[index].page for index in level}) >= max(3, len(pages) // 5):
                found |= level
    return found


def _same_height(lines: Sequence[TextLine], indices: set[int]) -> list[set[int]]:
    groups: list[set[int]] = []
    last = float("-inf")
    for index in sorted(indices, key=lambda index: lines[index].line.top):
        top = lines[index].line.top
        if top - last > 4:
            groups.append(set())
        groups[-1].add(index)
        last = top
    return groups


def _without_numbers(text: str) -> str:
    return " ".join(re.sub(r"\d+", "#", text).casefold().split())


def _page_numbers(lines: Sequence[TextLine], pages: Sequence[Sequence[int]], usual: Profile) -> set[int]:
    if not usual.has_layout and len(pages) == 1:
        return set()
    return {
        index
        for page in pages
        for index in (*page[:2], *page[-2:])
        if _PAGE_NUMBER.fullmatch(lines[index].text) and _in_margin(lines[index])
    }


def _in_margin(line: TextLine) -> bool:
    return not line.height or not 0.1 * line.height < line.line.top < 0.9 * line.height
