"""What a document is about: title, kind, places, dates, people; each with where it was found.

Sources in order of trust: what the user says (sidecar file, ``yosqa.toml``); what the text states; the file's own
properties or front matter; what is inferred from the text as a whole; the file's name; the date the file was made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from yosqa.frameworks import framework, recognise
from yosqa.metadata import dates, events, head, people, title
from yosqa.metadata.facts import Fact, Facts
from yosqa.metadata.places import NAMES_PLACES, Gazetteer, gazetteer
from yosqa.model import Block, BlockKind, Extraction, Kind, Metadata, Page, PageLayout
from yosqa.structure.marks import without_marks

__all__ = ["Description", "Facts", "describe"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_TABLES = ("text/csv", "text/tab-separated-values", "spreadsheet", "ms-excel")
_READ_PAGES = 60
"""Pages read for the kind and framework of a document."""
_LAST_PAGES = 10
"""Pages at the end of a longer document where the inspection's team may be named."""
_SEARCHED_PAGES = 500
"""Pages searched for other authorities."""
_ARTICLE_WORDS = 2500
"""A news item or release is shorter; a report is mostly longer."""
_REPORT_PAGES = 3
_RELEASE = re.compile(
    r"notes\s+(?:to|for)\s+editors|press\s+(?:release|office|notice)|media\s+enquir|news\s+release", re.I
)
_SPEECH = re.compile(r"\b(?:said|says|told|commented|added)\b", re.I)
_REPORT = re.compile(
    r"\b(?:inspection\s+dates?\s*:|lead\s+inspector|reporting\s+inspector|fieldwork|this\s+inspection\s+was\s+led|inspected\s+by"
    r"|what\s+needs\s+to\s+improve|our\s+(?:key\s+)?findings|this\s+letter\s+summarises|outlines\s+our\s+findings"
    r"|organisational\s+delivery)\b",
    re.I,
)
_INSPECTION_OF = re.compile(
    r"^(?:report\s+(?:of|on)\s+)?(?:(?:an?|the)\s+)?(?:[\w-]+\s+){0,3}?inspection\s+of\b|\binspection\s+report\W*$",
    re.I,
)
"""How the title of an inspection report begins, however short the report is."""
_THEMATIC = re.compile(r"^(?:an?\s+|the\s+)?(?:joint\s+)?thematic\s+(?:inspection|review|report)\b", re.I)
"""A line under the title that says so."""
_PAPER = re.compile(
    r"^(?:agenda\s+item|wards?\s+affected|report\s+(?:of|by|to|author)\b|(?:lead\s+)?(?:officer|author|cabinet\s+member)\s*:"
    r"|(?:date\s+of\s+)?meeting\b(?=\W*(?:\d|$)|\s*:|\s+of\b)|to:|.*\b(?:scrutiny|overview)\b.*\b(?:board|committee|panel)\b)",
    re.I,
)
"""Lines at the head of a paper for a committee of councillors."""
_PAPER_LINES = 2
_COUNCIL = re.compile(r"\b(?:council|borough|authority|service|team|partnership)\b", re.I)
"""What a line of a letterhead says beside a place; a newspaper has a place in its name, too."""
_TITLED_KINDS = ((re.compile(r"\bthematic\b"), Kind.THEMATIC), (re.compile(r"\bannual reports?\b"), Kind.ANNUAL))
_NAMED_KINDS = (
    ({"jtai", "jtais", "joint"}, Kind.JOINT),
    ({"thematic", "thematics"}, Kind.THEMATIC),
    ({"annual"}, Kind.ANNUAL),
    ({"press", "pressrelease", "pressreleases", "release", "releases"}, Kind.RELEASE),
    ({"news", "newsletter", "newsletters", "newspaper", "newspapers"}, Kind.NEWS),
    ({"ilacs", "send", "inspection", "inspections", "report", "reports"}, Kind.REPORT),
)
"""Words of a path, the more telling first."""
_BETWEEN_WORDS = re.compile(r"[\W\d_]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""In a path: "press-release.md", "PressRelease2024.md"."""
_LISTS = ("places", "mentions")
_FIELDS = frozenset(Metadata.__dataclass_fields__) - {"sources"}


def describe(path: str, extraction: Extraction, blocks: Sequence[Block], overrides: Mapping[str, str]) -> Description:
    """Describe a document.

    Args:
        path: Relative to ``corpus/``.
        extraction: What the loader got out of it.
        blocks: Its blocks.
        overrides: What the user says of it: field of `Metadata` to value, lists joined with ``"; "``.
    """
    return _Describer(path, extraction, blocks, overrides).description()


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a document."""

    metadata: Metadata
    facts: Facts
    """What its text states of that, each with its place."""


class _Describer:
    """Collects the fields, the most trusted source of each first."""

    def __init__(
        self, path: str, extraction: Extraction, blocks: Sequence[Block], overrides: Mapping[str, str]
    ) -> None:
        self._path = path
        self._extraction = extraction
        self._blocks = blocks
        marked = "markdown" in extraction.media_type
        self._pages = [_readable(layout, front_matter=marked) for layout in extraction.pages]
        self._texts = [page.text for page in self._pages[:_READ_PAGES]]
        self._cover = head.cover_lines(self._texts[0]) if self._texts else []
        self._gazetteer: Gazetteer = gazetteer()
        self._values: dict[str, str] = {}
        self._sources: dict[str, str] = {}
        self._facts = Facts()
        self._stem = PurePosixPath(path).stem.replace("_", " ")
        self._front = "front matter" if "markdown" in extraction.media_type else "file properties"
        for name, value in overrides.items():
            if name in _FIELDS:
                self._take(name, value, "user")

    def description(self) -> Description:
        return Description(self._metadata(), self._facts)

    def _metadata(self) -> Metadata:
        self._title()
        self._dates()
        self._kind()
        self._people()
        places, mentions = self._where()
        for name in ("publisher", "url"):
            self._found(name, head.stated(self._pages, name))
            self._property(name)
        self._property("language")
        self._values.setdefault("language", "en")
        values = {name: self._values.get(name, "") for name in _FIELDS - {"kind", *_LISTS}}
        return Metadata(
            **values,
            kind=Kind(self._values.get("kind", Kind.OTHER)),
            places=places,
            mentions=mentions,
            sources=dict(sorted(self._sources.items())),
        )

    def _take(self, name: str, value: str, source: str) -> None:
        """Set a field, unless a more trusted source has."""
        value = " ".join(_CONTROL.sub(" ", value).split())
        if value and name not in self._values:
            self._values[name] = value
            self._sources[name] = source

    def _found(self, name: str, found: head.Found | Fact | None) -> None:
        if found:
            self._take(name, found.value, f"page {found.page}")

    def _property(self, name: str, *keys: str) -> None:
        for key in keys or (name,):
            if value := self._extraction.properties.get(key, ""):
                self._take(name, value, self._front)

    def _title(self) -> None:
        if not self._is_table():
            guessed = self._extraction.media_type == "text/plain"
            self._found("title", title.find(self._pages, self._blocks, guessed=guessed, file_name=self._stem))
        self._property("title")
        self._take("title", self._stem.replace("-", " "), "file name")

    def _dates(self) -> None:
        pages = () if self._is_table() else self._pages  # the dates of a table's rows are not its own
        published = events.published(pages)
        self._found("published", published)
        for key in ("published", "date"):
            self._take("published", dates.read(self._extraction.properties.get(key, "")), self._front)
        words = re.sub(r"(?<=[a-z]{3})(?=(?:19|20)\d\d)", " ", self._stem.replace("-", " "))  # "item7-sept2022"
        self._take("published", dates.read(self._stem) or dates.read(words), "file name")
        made = self._extraction.properties.get("created", "")
        published_on = self._values.get("published", "")
        fieldwork = events.fieldwork(self._pages, published_on, (published_on or made)[:4])
        self._found("fieldwork_start", fieldwork)
        if fieldwork:
            self._take("fieldwork_end", fieldwork.last, f"page {fieldwork.page}")
        # A file made before the fieldwork was over says nothing of the report's date.
        if made > self._values.get("fieldwork_end", ""):
            self._take("published", dates.next_working_day(made)[:7], "date the file was made")
        self._facts = replace(self._facts, published=published, released=events.released(pages), fieldwork=fieldwork)

    def _kind(self) -> None:
        self._found("kind", head.stated(self._pages, "kind"))
        self._property("kind")
        stated = self._values.pop("kind", "").casefold()
        if stated in {kind.value for kind in Kind}:
            self._values["kind"] = stated
        else:
            self._sources.pop("kind", None)
        title = self._values["title"].casefold()
        for words, kind in _TITLED_KINDS:
            if words.search(title):
                self._take("kind", kind, self._sources["title"])
        if any(map(_THEMATIC.search, self._cover)):
            self._take("kind", Kind.THEMATIC, "page 1")
        self._framework()
        if inferred := self._inferred_kind():
            self._take("kind", inferred, "text")
        named = {word.casefold() for word in _BETWEEN_WORDS.split(self._path)}
        for names, kind in _NAMED_KINDS:
            if names & named:
                self._take("kind", kind, "file name")
        self._take("kind", Kind.OTHER, "text")

    def _framework(self) -> None:
        """Set the framework of an inspection report, and what follows from it."""
        if self._values.get("kind", Kind.REPORT) not in (Kind.REPORT, Kind.JOINT) or not self._is_report():
            return
        when = self._values.get("fieldwork_end") or self._values.get("published", "")
        opening = [self._values["title"], *("\n".join(self._texts[:pages]) for pages in (1, 3, _READ_PAGES))]
        if followed := recognise(opening, when):
            self._take("framework", followed.id, "text")
            self._take("kind", followed.kind, "text")
            self._found("publisher", head.stated(self._pages, "publisher"))
            self._take("publisher", followed.publisher, "text")

    def _is_table(self) -> bool:
        return any(name in self._extraction.media_type for name in _TABLES)

    def _is_report(self) -> bool:
        text = self._text()
        titled = self._of_an_inspection() and not _RELEASE.search(text)
        long = len(self._pages) >= _REPORT_PAGES or len(text.split()) > _ARTICLE_WORDS
        return bool(_REPORT.search(text)) and bool(titled or long)

    def _of_an_inspection(self) -> bool:
        """Whether a title, or a line beside it, is that of an inspection report."""
        beside = [line for line in self._cover if "published" in line.casefold() or self._authorities(line)]
        titles = (self._values["title"], self._extraction.properties.get("title", ""), *beside)
        return any(map(_INSPECTION_OF.search, titles))

    def _inferred_kind(self) -> Kind | None:
        text = self._text()
        if self._is_table():
            return Kind.REGISTER
        title = self._values["title"].casefold()
        short = len(text.split()) <= _ARTICLE_WORDS
        if short and _RELEASE.search(text):
            return Kind.RELEASE
        if self._is_report() and (self._of_an_inspection() if short else "inspection" in title):
            return Kind.JOINT if "joint" in title else Kind.REPORT
        if not short:
            return None
        if sum(bool(_PAPER.match(line)) for line in self._cover) >= _PAPER_LINES:
            return Kind.OTHER
        return Kind.NEWS if len(_SPEECH.findall(text)) >= 2 else None

    def _people(self) -> None:
        led = people.inspector([*self._pages[:_READ_PAGES], *self._pages[_READ_PAGES:][-_LAST_PAGES:]])
        self._found("inspector", led)
        self._facts = replace(self._facts, inspector=led)

    def _where(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Places the document is about, and authorities it only mentions."""
        places = self._corrected("places") or self._main_places()
        self._service(places)
        places = self._gazetteer.with_members(places)
        stated = self._corrected("mentions")
        counted = Counter(name for page in self._content()[:_SEARCHED_PAGES] for name in self._authorities(page))
        mentions = stated or tuple(dict.fromkeys((*(name for name, _ in counted.most_common()), *self._in_columns())))
        if mentions and "mentions" not in self._sources:
            self._sources["mentions"] = "text"
        return places, tuple(name for name in mentions if name not in places)

    def _corrected(self, name: str) -> tuple[str, ...]:
        """The places that the user lists, by their canonical names; one that the gazetteer lacks as it is written."""
        listed = _listed(self._values.get(name, ""))
        return tuple(dict.fromkeys((*self._gazetteer.resolve(place), place)[0] for place in listed))

    def _main_places(self) -> tuple[str, ...]:
        if found := self._authorities(self._values["title"]):
            self._sources["places"] = self._sources["title"]
            return found[:1] if self._values["kind"] in (Kind.REPORT, Kind.JOINT) else found
        if stated := self._extraction.properties.get("places", ""):
            self._sources["places"] = self._front
            return tuple(self._gazetteer.resolve(name)[0] for name in _listed(stated) if self._gazetteer.resolve(name))
        if self._values["kind"] == Kind.THEMATIC:
            return self._headed()
        if self._values["kind"] != Kind.REGISTER and (name := self._letterhead() or self._likeliest()):
            self._sources["places"] = "text"
            return (name,)
        if named := self._authorities(self._stem.replace("-", " ")):
            self._sources["places"] = "file name"
            return named[:1]
        return ()

    def _headed(self) -> tuple[str, ...]:
        """The authorities that a thematic report gives a section, or a row or column of a table."""
        texts = {page.number: page.text for page in self._pages}
        headings = (b for b in self._blocks if b.kind is BlockKind.HEADING)
        found = [name for b in headings for name in self._authorities(texts[b.page][b.start : b.end])]
        for row in (block for block in self._blocks if block.kind is BlockKind.ROW and block.cells):
            label = texts[row.page][row.cells[0].start : row.cells[0].end]
            found += [n for words in (label, *(c.column for c in row.cells)) for n in self._authorities(words)]
        if found:
            self._sources["places"] = "text"
        return tuple(dict.fromkeys(found))

    def _letterhead(self) -> str:
        """The authority that the first lines of a document name, if it is one."""
        heads = [line for line in self._cover if _COUNCIL.search(line)]
        found = {name for line in heads for name in self._authorities(line)}
        return found.pop() if len(found) == 1 else ""

    def _likeliest(self) -> str:
        """The authority that the opening names most, services counting thrice."""
        counted: Counter[str] = Counter()
        for text in self._content()[:2]:
            for mention in self._gazetteer.find(text):
                if self._gazetteer.is_authority(mention.name):
                    counted[mention.name] += 3 if head.service(text, mention.start, mention.end) else 1
        return counted.most_common(1)[0][0] if counted else ""

    def _service(self, places: Sequence[str]) -> None:
        self._found("service", head.stated(self._pages, "service"))
        self._property("service")
        for page in self._pages[:2]:
            for mention in self._gazetteer.find(page.text):
                if mention.name in places[:1]:
                    named = head.service(page.text, mention.start, mention.end)
                    self._take("service", named, f"page {page.number}")
        if places and (followed := framework(self._values.get("framework", ""))):
            self._take("service", f"{places[0]} {followed.service}", "text")

    def _authorities(self, text: str) -> tuple[str, ...]:
        names = (mention.name for mention in self._gazetteer.find(text))
        return tuple(dict.fromkeys(name for name in names if self._gazetteer.is_authority(name)))

    def _in_columns(self) -> list[str]:
        """The authorities that cells of a register name, even by a name that is an ordinary word elsewhere."""
        if self._values["kind"] != Kind.REGISTER:
            return []
        texts = {page.number: page.text for page in self._pages[:_SEARCHED_PAGES]}
        rows = (block for block in self._blocks if block.kind is BlockKind.ROW and block.page in texts)
        named = (
            self._gazetteer.named(texts[row.page][cell.start : cell.end])
            for row in rows
            for cell in row.cells
            if NAMES_PLACES.search(cell.column)
        )
        return [name for name in named if self._gazetteer.is_authority(name)]

    def _content(self) -> list[str]:
        """The text of each page without its furniture."""
        texts: dict[int, list[str]] = {page.number: [] for page in self._pages}
        pages: dict[int, Page] = {page.number: page for page in self._pages}
        for block in self._blocks:
            if block.kind not in (BlockKind.FURNITURE, BlockKind.CONTENTS):
                texts[block.page].append(pages[block.page].text[block.start : block.end])
        return ["\n".join(parts) for parts in texts.values()]

    def _text(self) -> str:
        return "\n".join(self._texts)


def _readable(layout: PageLayout, *, front_matter: bool) -> Page:
    """Return the page with spaces for marks of emphasis and tags, so that offsets stay.

    Args:
        layout: Of the page.
        front_matter: Whether its clutter are rules and front matter, whose fields are known as properties.
    """
    text = without_marks(layout.page.text)
    kept: list[str] = []
    at = 0
    for line in layout.lines:
        if front_matter and line.clutter:
            kept += (text[at : line.start], " " * (line.end - line.start))
            at = line.end
    return replace(layout.page, text="".join((*kept, text[at:])))


def _listed(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(";") if part.strip())
