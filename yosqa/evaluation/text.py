"""Texts as they are compared: words and numbers only, so that layout, case and punctuation do not matter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yosqa.model import Answer

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def fold(text: str) -> str:
    r"""Return the words of ``text`` in lower case, one space apart and around them.

    >>> fold("The YOS’s share:\\n48 %")
    ' the yoss share 48 '
    """
    return f" {' '.join(_WORD.findall(_APOSTROPHE.sub('', _THOUSANDS.sub('', text.casefold()))))} "


def stands_in(gold: str, folded: str) -> bool:
    """Return whether a gold text stands in a folded one.

    It must begin where a word begins. It may end inside a word ("recommendation" stands in "recommendations"), but not
    inside a number.

    >>> stands_in("5", fold("57 cases")), stands_in("Case", fold("57 cases"))
    (False, True)
    """
    wanted = fold(gold).rstrip()
    return bool(wanted) and (f"{wanted} " if wanted[-1].isdigit() else wanted) in folded


def any_stands_in(golds: Iterable[str], folded: str) -> bool:
    """Return whether one of some gold texts stands in a folded one."""
    return any(stands_in(gold, folded) for gold in golds)


def shown(answer: Answer) -> str:
    """Return what a reader sees of an answer, without the markers of its citations; nothing when it abstains."""
    return "" if answer.abstained else "\n".join((*(s.text for s in answer.statements), answer.coverage))
