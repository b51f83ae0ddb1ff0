"""Web pages: the article's text, its headings, list items and tables, and its date, by trafilatura.

Navigation, advertisements and links to other articles are left out. Where trafilatura finds no article (short pages,
lists), everything outside the page's own navigation, header and footer is taken.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from yosqa.documents.lines import PageBuilder
from yosqa.documents.names import shown
from yosqa.documents.text import decode
from yosqa.errors import DocumentError
from yosqa.model import Extraction

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MEDIA_TYPE = "text/html"
_AROUND = {
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "iframe",
    "svg",
    "head",
}
_TAGS = {"ul": "list", "ol": "list", "dl": "list", "li": "item", "dt": "item", "dd": "item", "tr": "row", "br": "lb"}
_TAGS |= {"td": "cell", "th": "cell", "blockquote": "quote"}
_BLOCKS = {"head", "p", "list", "item", "table", "row", "quote", "div", "section", "article", "main", "tbody", "thead"}
_BREAKS = _BLOCKS | {"lb"}
_ERROR_PAGE = re.compile(
    r"\b(40[134]|50[0234])\b|not found|access denied|forbidden|just a moment|are you (a robot|human)|"
    r"page (is )?unavailable|something went wrong|bad gateway",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,400}?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_HEAD = 4096
"""Bytes in which a page tells its encoding."""
_LINE_END = "\x1e"
"""Stands for a forced line break until white space is made uniform."""
_SHORT = 1500
"""Characters; an error page is shorter, an article that merely speaks of one longer."""


def load(name: str, data: bytes, declared: str = "") -> Extraction:
    """Read a web page.

    Args:
        name: Its file name, for messages.
        data: The whole file.
        declared: Its encoding as told beside it; it also tells its own.

    Raises:
        DocumentError: It is an error page, nested too deep, or no HTML at all.
    """
    text, problems = decode(data, declared or _declared(data))
    try:
        return replace(_read(name, _tree(name, text)), problems=problems)
    except RecursionError as problem:
        raise _too_deep(name) from problem


def _read(name: str, tree: Element) -> Extraction:
    import trafilatura

    article: Any = trafilatura.bare_extraction(
        copy.deepcopy(tree), include_comments=False, include_formatting=True, favor_recall=True, with_metadata=True
    )
    body = article.body if article is not None and len(article.body) > 1 else _plain_body(tree)
    builder = PageBuilder()
    for line, heading in _missing_head(tree, body):
        builder.add(line, heading=heading)
    _add(builder, body)
    page = builder.build()
    title = " ".join(tree.findtext(".//title", "").split())
    if len(page.page.text) < _SHORT and _ERROR_PAGE.search(title):
        raise DocumentError(
            shown(name),
            f"is an error page of a website (“{shown(title[:80])}”), not a document.",
            hint="Download the document again from its publisher.",
        )
    properties = {"title": title}
    if article is not None:
        properties |= {
            "title": article.title or title,
            "published": article.date or "",
            "publisher": article.sitename or article.hostname or "",
            "url": article.url or "",
        }
    return Extraction(
        media_type=MEDIA_TYPE,
        pages=(page,),
        properties={key: value for key, value in properties.items() if value},
    )


def _declared(data: bytes) -> str:
    match = _CHARSET.search(data[:_HEAD])
    return match[1].decode() if match else ""


def _tree(name: str, text: str) -> Element:
    import lxml.html
    from trafilatura.utils import repair_faulty_html

    # Without ``huge_tree`` a page is cut off in silence where it is nested 256 deep; with it at 2048.
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(repair_faulty_html(text, text[:50].lower()).encode(), parser=parser)
    except (ValueError, lxml.etree.LxmlError) as problem:
        raise DocumentError(
            shown(name), "holds no readable HTML.", hint="Save the page anew and add that."
        ) from problem
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise _too_deep(name)
    return tree


def _too_deep(name: str) -> DocumentError:
    return DocumentError(
        shown(name), "is nested too deep to be read.", hint="Save its text as .txt, or print it as PDF, and add that."
    )


def _plain_body(tree: Element) -> Element:
    """The page's content in trafilatura's vocabulary, when it found no article itself."""
    candidates = [*tree.iter("main"), *tree.iter("article"), *tree.iter("body")]
    body = copy.deepcopy(candidates[0] if candidates else tree)
    for element in list(body.iter()):
        tag = element.tag
        if not isinstance(tag, str) or tag in _AROUND:
            if element is not body and element.getparent() is not None:
                element.drop_tree()
        elif re.fullmatch("h[1-6]", tag):
            element.set("rend", tag)
            element.tag = "head"
        else:
            element.tag = _TAGS.get(tag, tag)
    return body


def _missing_head(tree: Element, body: Element) -> Iterator[tuple[str, int]]:
    """The page's main heading and visible date, when the article's body begins after them."""
    text = _one_line(body)
    for tag, heading in (("h1", 1), ("time", 0)):
        line = _one_line(next(iter(tree.iter(tag)), None))
        if line and line not in text:
            yield line, heading


def _add(builder: PageBuilder, element: Element) -> None:
    tag = element.tag
    if tag == "head":
        level = int((element.get("rend") or "h2")[-1:])
        builder.add(_one_line(element), heading=level)
    elif tag == "row":
        builder.add_row([_one_line(cell) for cell in element])
    else:
        _add_mixed(builder, element)


def _add_mixed(builder: PageBuilder, element: Element) -> None:
    """Add an element's own text, broken where blocks stand inside it."""
    written = [element.text or ""]
    bullet = element.tag == "item"

    def flush() -> None:
        nonlocal bullet
        for line in "".join(written).split(_LINE_END):
            if line.strip():
                builder.add(" ".join(line.split()), bullet=bullet)
                bullet = False
        written.clear()

    for child in element:
        if child.tag in _BLOCKS:
            flush()
            _add(builder, child)
        else:
            written.append(_text(child))
        written.append(child.tail or "")
    flush()


def _text(element: Element | None) -> str:
    """All text inside an element, forced line breaks kept."""
    if element is None or not isinstance(element.tag, str):
        return ""
    inner = (_text(child) + (child.tail or "") for child in element)
    return (_LINE_END if element.tag in _BREAKS else "") + (element.text or "") + "".join(inner)


def _one_line(element: Element | None) -> str:
    return " ".join(_text(element).replace(_LINE_END, " ").split())
