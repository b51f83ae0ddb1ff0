"""A run as one HTML file: figures, plots, and every failure with its evidence. Nothing is loaded from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from yosqa.evaluation import plots
from yosqa.evaluation.report import ATTACK_HEADINGS, FIGURE_HEADINGS, attack_rows, figure_rows

Json = Mapping[str, Any]

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 66rem; padding: 0 1rem; color: #1d2430 }
h1, h2 { line-height: 1.2 } h2 { margin-top: 2.5rem }
table { border-collapse: collapse } th, td { text-align: left; padding: .2rem 1rem .2rem 0; vertical-align: top }
td.n { font-variant-numeric: tabular-nums } tr + tr td { border-top: 1px solid #e2e6ec }
figure { display: inline-block; margin: 0 1.5rem 1rem 0; vertical-align: top } figcaption { font-weight: 600 }
svg text { font: 12px system-ui, sans-serif; fill: #1d2430 }
svg polyline { fill: none; stroke: #1f5fa8; stroke-width: 2 }
svg circle, svg rect { fill: #1f5fa8 } svg .back { fill: #e8edf3 } svg .grid { stroke: #e2e6ec }
svg .faint { stroke: #9aa5b1; stroke-dasharray: 4 4 }
details { border-top: 1px solid #e2e6ec; padding: .4rem 0 } summary { cursor: pointer } blockquote { margin: .4rem 0 }
.bad { color: #a3241b } .dim { color: #5d6875 } pre { white-space: pre-wrap; font-size: 13px }
"""


def html(report: Json) -> str:
    """Return a report, as ``report.report`` makes it, as a page."""
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>yosqa: grounding evaluation</title>",
        f"<meta name='viewport' content='width=device-width'><style>{_STYLE}</style></head><body>",
        "<h1>Grounding evaluation</h1>",
        f"<p>{len(report['questions'])} questions over {report['origin']['documents']} documents. An answer takes "
        f"{report['latency_ms']['median']:.0f} ms, and nineteen of twenty take less than "
        f"{report['latency_ms']['p95']:.0f} ms.</p>",
        f"<h2>Figures</h2>{_table(FIGURE_HEADINGS, figure_rows(report['layers']))}",
        _plots(report),
        *(_section(report[name], title) for name, title in _SECTIONS.items() if name in report),
        _attacks(report.get("attacks", {})),
        _failures(report["failures"]),
        "<h2>Where the figures come from</h2>",
        f"<pre>{escape(json.dumps(report['origin'], indent=1, ensure_ascii=False))}</pre></body></html>",
    ]
    return "\n".join(parts)


_SECTIONS = {"by_kind": "By kind of question", "by_document": "By document", "by_set": "By set"}
_SHOWN = ("answer", "document", "atoms", "citation recall", "vital points", "recall@10", "abstention recall")


def _plots(report: Json) -> str:
    curves, layers = report["curves"], report["layers"]
    found = [(int(name.split("@")[1]), e["value"]) for name, e in layers.items() if name.startswith("recall@")]
    kinds = {
        kind: (e["value"], f"{e['value']:.2f} of {e['count']}")
        for kind, figures in report["by_kind"].items()
        if (e := figures.get("answer") or figures.get("abstention recall"))
    }
    milliseconds = sorted(question["seconds"] * 1000 for question in report["questions"])
    slowest = max(milliseconds[-1], 1.0)
    cumulative = [(ms / slowest, (n + 1) / len(milliseconds)) for n, ms in enumerate(milliseconds)]
    drawn = {
        "Reliability": plots.curve(
            [(c, r) for c, r, _ in curves["reliability"]], "confidence", "share right", diagonal=True, dots=True
        ),
        "Risk by coverage": plots.curve(curves["risk_coverage"], "share of questions answered", "share wrong"),
        "Passages found": plots.curve([(k / 10, v) for k, v in found], "passages (1 = ten)", "recall", dots=True),
        "Latency": plots.curve(cumulative, f"milliseconds (1 = {slowest:.0f})", "share of answers"),
        "Right, by kind": plots.bars(kinds, "share right by kind of question"),
    }
    figures = (f"<figure><figcaption>{title}</figcaption>{svg}</figure>" for title, svg in drawn.items())
    return f"<h2>Plots</h2>{''.join(figures)}"


def _section(groups: Mapping[str, Json], title: str) -> str:
    rows = (
        [name, *(f"{e['value']:.3f} ({e['count']})" if (e := figures.get(one)) else "" for one in _SHOWN)]
        for name, figures in groups.items()
    )
    return f"<h2>{title}</h2>{_table(['', *_SHOWN], rows)}"


def _attacks(attacks: Mapping[str, Json]) -> str:
    if not attacks:
        return ""
    failures = "".join(
        f"<details><summary><span class='bad'>{escape(name)}</span>: {escape(f['question'])}</summary>"
        f"<p>{escape(f['attack'])}</p><p class='dim'>before</p><pre>{escape(f['before'])}</pre>"
        f"<p class='dim'>after</p><pre>{escape(f['after'])}</pre></details>"
        for name, a in attacks.items()
        for f in a["failures"]
    )
    return f"<h2>Attacks</h2>{_table(ATTACK_HEADINGS, attack_rows(attacks))}{failures}"


def _failures(failures: Sequence[Json]) -> str:
    return f"<h2>{len(failures)} failures</h2>" + "".join(map(_failure, failures))


def _failure(failure: Json) -> str:
    answer = failure["answer"]
    cited = "".join(
        f"<blockquote>[{c['marker']}] {escape(c['quote'])}<br><span class='dim'>{escape(c['path'])}, page {c['page']}, "
        f"line {c['line']}; {escape(c['section'])}</span></blockquote>"
        for c in (*answer["citations"], *answer["nearest"])
    )
    wanted = "; ".join((*failure["gold"], *failure["evidence"], *failure["docs"]))
    return (
        f"<details><summary>{escape(failure['id'])} <span class='bad'>{escape('; '.join(failure['what']))}</span>: "
        f"{escape(failure['question'])}</summary><p>Wanted: {escape(wanted) or 'no answer'}</p>"
        f"<p>Answered, with confidence {answer['confidence']:.2f}:</p>"
        f"<pre>{escape(answer['answer'])}</pre>{cited}</details>"
    )


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "".join(f"<tr>{''.join(f'<td class=n>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"
