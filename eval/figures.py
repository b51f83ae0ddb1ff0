"""Puts the figures of an evaluation into the README: ``yosqa eval --part test --json | python eval/figures.py``."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

README = Path(__file__).parent.parent / "README.md"
START, END = "<!-- figures -->", "<!-- end of figures -->"


def table(report: dict[str, Any]) -> str:
    """Return a line for each figure, with its 95 % interval and the number of questions it is taken over."""
    lines = ["| figure | value | 95 % interval | questions |", "|---|---|---|---|"]
    for name, entry in report["layers"].items():
        lines.append(
            f"| {name} | {entry['value']:.3f} | {entry['low']:.3f} to {entry['high']:.3f} | {entry['count']} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Replace what stands between the marks."""
    report = json.load(sys.stdin)
    text = README.read_text(encoding="utf-8")
    between = re.compile(f"(?<={re.escape(START)}\n).*?(?={re.escape(END)})", re.S)
    README.write_text(between.sub(lambda _: f"\n{table(report)}\n\n", text), encoding="utf-8")


if __name__ == "__main__":
    main()
