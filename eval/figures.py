"""Puts the figures of evaluations into the README.

``yosqa eval --part test --json | python eval/figures.py`` writes the table of the shipped corpus;
``python eval/figures.py squad2=RUN.json policyqa=RUN.json scifact=RUN.json`` that of public sets,
from runs such as ``yosqa --set answers.confidence=0 eval dev-v2.0.json --sample 400 --json``.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

README = Path(__file__).parent.parent / "README.md"

SEARCH = "nDCG@10 of `yosqa search` (5,183 abstracts, test part)"
FIRST = "the first statement answers; all articles searched at once, nothing abstained (threshold 0)"
ROC = "confidence tells answerable from unanswerable questions (area under the ROC curve)"
PUBLIC = (
    (
        "scifact",
        "SciFact",
        SEARCH,
        "nDCG@10",
        "BM25 0.665, BM25 and a cross-encoder 0.688 ([BEIR](https://arxiv.org/abs/2104.08663), table 2), "
        "all-MiniLM-L6-v2 0.645 (MTEB)",
    ),
    (
        "squad2",
        "SQuAD 2.0",
        FIRST,
        "first statement",
        "none alike; nearest: USE-QA 0.439, over the 91,729 sentences of SQuAD 1.1 "
        "([ReQA](https://arxiv.org/abs/1907.04780))",
    ),
    ("squad2", "SQuAD 2.0", ROC, "separation", "none found"),
    (
        "policyqa",
        "PolicyQA",
        "the first statement answers; all policies searched at once, which is meant is not said, nothing abstained",
        "first statement",
        "none alike; BERT, given the passage, takes exactly the gold words out of it for 0.310 "
        "([PolicyQA](https://github.com/wasiahmad/PolicyQA))",
    ),
)
"""Key, set, what is measured, its name in a run, and what others published."""


def table(report: dict[str, Any]) -> str:
    """Return a line for each figure, with its 95 % interval and the number of questions it is taken over."""
    lines = ["| figure | value | 95 % interval | questions |", "|---|---|---|---|"]
    lines += [f"| {name} | {entry['value']:.3f} | {_rest(entry)} |" for name, entry in report["layers"].items()]
    return "\n".join(lines)


def public(runs: dict[str, dict[str, Any]]) -> str:
    """Return a line for each figure of a public set, with what others published beside it."""
    lines = ["| set | measured | yosqa | 95 % interval | questions | others |", "|---|---|---|---|---|---|"]
    for key, name, measured, figure, others in PUBLIC:
        entry = runs[key]["layers"][figure]
        lines.append(f"| {name} | {measured} | {entry['value']:.3f} | {_rest(entry)} | {others} |")
    return "\n".join(lines)


def _rest(entry: dict[str, Any]) -> str:
    return f"{entry['low']:.3f} to {entry['high']:.3f} | {entry['count']}"


def _put(between: str, text: str) -> None:
    """Replace what stands between the two marks of a name."""
    start, end = re.escape(f"<!-- {between} -->\n"), re.escape(f"<!-- end of {between} -->")
    readme = README.read_text(encoding="utf-8")
    README.write_text(re.sub(f"(?<={start}).*?(?={end})", lambda _: f"\n{text}\n\n", readme, flags=re.S), "utf-8")


def main(arguments: list[str]) -> None:
    """Write the table of public sets when runs are named, else that of the run on standard input."""
    if arguments:
        runs = dict(argument.split("=", 1) for argument in arguments)
        _put("public figures", public({key: json.loads(Path(run).read_text("utf-8")) for key, run in runs.items()}))
    else:
        _put("figures", table(json.load(sys.stdin)))


if __name__ == "__main__":
    main(sys.argv[1:])
