# ruff: noqa: T201 (it prints its figures)
"""Pages a second: yosqa's extraction on all cores against pypdf alone in one process, over one folder of PDFs.

Run by hand, with nothing else at work on the machine::

    python tests/benchmarks/extraction.py ../shared/reports
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

import pypdf

from yosqa.documents import extract
from yosqa.errors import DocumentError
from yosqa.model import Page
from yosqa.workers import map_files


def main() -> int:
    """Print both figures and their ratio; fail when the ratio is below the goal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every n-th file only")
    parser.add_argument("--goal", type=float, default=8.0, help="least ratio (8)")
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.pdf"))[:: options.every]
    pages, seconds, largest = with_yosqa(files)
    ours = pages / seconds
    print(f"yosqa, all cores:        {pages} pages of {len(files)} files in {seconds:.1f} s: {ours:.0f} pages/s")
    pages, seconds = with_pypdf(files)
    theirs = pages / seconds
    print(f"pypdf, one process:      {pages} pages in {seconds:.1f} s: {theirs:.0f} pages/s")
    print(f"ratio:                   {ours / theirs:.1f}")
    print(f"largest worker:          {largest / 1024:.0f} MB")
    return int(ours / theirs < options.goal)


def read(path: Path) -> tuple[tuple[Page, ...], int]:
    """The document's pages, and the most memory (KiB) that the worker has taken so far."""
    return tuple(layout.page for layout in extract(path).pages), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def with_yosqa(files: list[Path]) -> tuple[int, float, int]:
    """Pages, seconds and KiB; the start of the workers and the way back of all text are included."""
    began = time.perf_counter()
    pages = largest = 0
    for path, found in map_files(read, files):
        if isinstance(found, DocumentError):
            print(f"{path.name}: {found}")
        else:
            pages += len(found[0])
            largest = max(largest, found[1])
    return pages, time.perf_counter() - began, largest


def with_pypdf(files: list[Path]) -> tuple[int, float]:
    """Pages and seconds of plain text extraction."""
    began = time.perf_counter()
    pages = 0
    for path in files:
        for page in pypdf.PdfReader(path).pages:
            page.extract_text()
            pages += 1
    return pages, time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
