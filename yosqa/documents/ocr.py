"""Recognises the text of scanned pages, when rapidocr (``yosqa[ocr]``) or Tesseract is installed."""

from __future__ import annotations

import io
import os
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from typing import TYPE_CHECKING, Any

from yosqa.model import Line, Page, PageLayout
from yosqa.workers import time_left

if TYPE_CHECKING:
    import pypdfium2

_DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72
_MOST_PIXELS = 25_000_000
"""A page that would be larger as a picture is drawn more coarsely."""
_LEAST_CONFIDENCE = 0.5
_MARGIN_SECONDS = 10.0
"""Time kept free for what is done with the document after its text is recognised."""


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of recognised text; places in points from the left and top edge of the page."""

    text: str
    left: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A way to recognise text."""

    name: str
    recognise: Callable[[pypdfium2.PdfBitmap, float], list[Found]]
    """Takes a page's picture and its pixels per point."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Indexes of pages that are pictures, and whose text is not known."""

    failed: list[int] = field(default_factory=list)
    """The recogniser failed on them."""
    late: list[int] = field(default_factory=list)
    """No time was left for them."""
    unable: list[int] = field(default_factory=list)
    """Nothing is installed that would recognise it."""


def recogniser() -> Recogniser | None:
    """What is installed, rapidocr first; None when nothing is."""
    if find_spec("rapidocr"):
        return Recogniser("rapidocr", _with_rapidocr)
    if shutil.which("tesseract"):
        return Recogniser("tesseract", _with_tesseract)
    return None


def fill_in(document: pypdfium2.PdfDocument, pages: list[PageLayout], pictures: list[int], how: Recogniser) -> Unread:
    """Put recognised pages in the place of those without text, as long as the file's time limit allows.

    Args:
        document: The PDF.
        pages: All its pages; changed in place.
        pictures: Indexes of the pages to recognise.
        how: What recognises them.

    Returns:
        The pages that stay without text.
    """
    slowest = 0.0
    failed: list[int] = []
    for done, index in enumerate(pictures):
        if time_left() < 2 * slowest + _MARGIN_SECONDS:
            return Unread(failed, late=pictures[done:])
        began = time.monotonic()
        try:
            with closing(document[index]) as page:
                pages[index] = _recognise(page, pages[index].page, how)
        except Exception:
            # Whatever the recogniser raises, it costs one page, not the text of the others.
            failed.append(index)
        slowest = max(slowest, time.monotonic() - began)
    return Unread(failed)


def _recognise(page: pypdfium2.PdfPage, empty: Page, how: Recogniser) -> PageLayout:
    """A page's text: one line for each line of the picture, from top to bottom."""
    width, height = page.get_size()
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    picture = page.render(scale=scale, rev_byteorder=True)
    lines: list[Line] = []
    texts: list[str] = []
    at = 0
    for row in _rows(how.recognise(picture, scale)):
        text = " ".join(found.text for found in row)
        gaps = []
        offset = at
        for found in row:
            if offset > at:
                gaps.append((offset, found.left))
            offset += len(found.text) + 1
        first = row[0]
        lines.append(Line(at, at + len(text), first.left, first.top, first.bottom - first.top, gaps=tuple(gaps)))
        texts.append(text)
        at += len(text) + 1
    return PageLayout(replace(empty, text="\n".join(texts), recognised=True), tuple(lines), width, height)


def _rows(pieces: list[Found]) -> list[list[Found]]:
    """Pieces that stand level with each other, from left to right."""
    rows: list[list[Found]] = []
    for piece in sorted(pieces, key=lambda piece: piece.top):
        last = rows[-1][0] if rows else None
        if last and (piece.top + piece.bottom) / 2 < last.bottom:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _with_rapidocr(picture: pypdfium2.PdfBitmap, scale: float) -> list[Found]:
    result = _rapidocr()(picture.to_numpy())
    if result.boxes is None:
        return []
    return [
        Found(
            text.strip(),
            min(x for x, _ in corners) / scale,
            min(y for _, y in corners) / scale,
            max(y for _, y in corners) / scale,
        )
        for corners, text, score in zip(result.boxes.tolist(), result.txts, result.scores, strict=True)
        if text.strip() and score >= _LEAST_CONFIDENCE
    ]


@cache
def _rapidocr() -> Any:
    from rapidocr import RapidOCR

    # One thread: the files of a corpus are read by as many processes as there are cores.
    settings = {"Global.log_level": "critical", "Global.use_cls": False}
    return RapidOCR(params=settings | {"EngineConfig.onnxruntime.intra_op_num_threads": 1})


def _with_tesseract(picture: pypdfium2.PdfBitmap, scale: float) -> list[Found]:
    import csv
    import subprocess

    file = io.BytesIO()
    picture.to_pil().save(file, "png")
    command = ["tesseract", "stdin", "stdout", "--dpi", str(round(scale * _POINTS_PER_INCH)), "tsv"]
    done = subprocess.run(
        command, input=file.getvalue(), capture_output=True, check=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"}
    )
    words = [
        row
        for row in csv.DictReader(
            io.StringIO(done.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        if row["level"] == "5" and row["text"].strip() and float(row["conf"]) >= 100 * _LEAST_CONFIDENCE
    ]
    found = []
    for _, line in groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        row = list(line)
        tops = [int(word["top"]) for word in row]
        bottoms = [int(word["top"]) + int(word["height"]) for word in row]
        text = " ".join(word["text"].strip() for word in row)
        found.append(Found(text, int(row[0]["left"]) / scale, min(tops) / scale, max(bottoms) / scale))
    return found
