"""A small workspace of reports, news and a register, and an assistant over it that needs no model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.evaluation.small_library import LightAssistant, build, report
from yosqa.workspace import create

REGISTER = """\
Place,Service,Report published,Framework,Overall rating,Score of 36,2.2 Planning
Hull,Hull youth justice service,2019-05,2018 standards,Good,20,Inadequate
Hull,Hull youth justice service,2023-02,2018 standards,Requires improvement,13,
York,York youth justice service (once rated with Selby),2021-11-09,2018 standards,Outstanding,33,Inadequate
Yorkshire Coast,Yorkshire Coast youth justice service,2022-02-02,2018 standards,Good,19,
"""
NEWS = """\
---
title: Leeds youth service praised
published: 2021-03-20
kind: news
---

# Leeds youth service praised

Leeds Youth Justice Service was praised by inspectors this week.

Councillor Ann Hill, who speaks for children, said:

“We are proud of every one of our volunteers.

“There is more to do for girls.”
"""
GLOSSARY = """\
# Glossary of youth justice

A referral order is an order that a court makes when a child pleads guilty for the first time.

The service keeps a caseload of 12 because two posts were empty for a year.

Cases from patrol officers first go to a clerk for evidence. That delays the work by weeks.

One child was cared for by the council of Glasgow until she was twelve.
"""


def children_services(place: str, published: str, overall: str) -> str:
    """Return a report of a framework that the ledger knows, with a grade in its table."""
    return f"""\
---
title: Inspection of {place} local authority children's services
published: {published}
kind: report
---

# Inspection of {place} local authority children's services

| Judgement | Grade |
|---|---|
| The impact of leaders on social work practice with children and families | {overall} |
| The experiences and progress of children who need help and protection | {overall} |
| The experiences and progress of children in care and care leavers | {overall} |
| Overall effectiveness | {overall} |

Social workers in {place} know their children well.
"""


JOINT = """\
---
title: Joint targeted area inspection of Derby
published: 2022-05-05
kind: joint inspection
---

# Joint targeted area inspection of Derby

Partners in Derby share what they know of children at risk.
"""
DOCUMENTS = {
    "derby_2018.md": children_services("Derby", "2018-06-12", "Inadequate"),
    "derby_2021.md": children_services("Derby", "2021-02-02", "Good"),
    "derby_2022.md": JOINT,
    "leeds_2021.md": report("Leeds", "2021-03-16", "good", "outstanding", "Ann Example", 81, 9),
    "leeds_2017.md": report("Leeds", "2017-05-02", "inadequate", "good", "Cleo Pattern", 50, 14),
    "kent_2022.md": report("Kent", "2022-06-01", "inadequate", "inadequate", "Bob Sample", 38, 17),
    "leeds_news.md": NEWS,
    "glossary.md": GLOSSARY,
    "register.csv": REGISTER,
}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> LightAssistant:
    workspace = create(tmp_path_factory.mktemp("answering"))
    for name, text in DOCUMENTS.items():
        (workspace.corpus / name).write_text(text, encoding="utf-8")
    build(workspace)
    return LightAssistant.of(workspace)


@pytest.fixture
def assistant(built: LightAssistant) -> Iterator[LightAssistant]:
    yield built
    built.close()
