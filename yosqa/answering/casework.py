"""The words of casework: its stages and purposes, whom a figure is of, how far something has got.

A question that names one of them is answered by no sentence about another.
"""

from __future__ import annotations

from yosqa.answering.cues import any_of

_STAGES = {
    "assessment": any_of(r"\b(?:assess(?:es|ed|ing|ments?)?|analys(?:es|ed|ing|is))\b"),
    "planning": any_of(r"\b(?:plans?|planned|planning)\b"),
    "delivery": any_of(r"\b(?:deliver(?:s|ed|ing|y)?|implement(?:s|ed|ing|ation)?|interventions?)\b"),
    "reviewing": any_of(r"\b(?:reviews?|reviewed|reviewing)\b"),
}
"""Casework goes round in four stages, each a standard of its own in every framework of HM Inspectorate of Probation."""


def stages(words: str) -> frozenset[str]:
    """Return the stages of casework that a question or a heading names.

    >>> sorted(stages("Were plans reviewed?")), stages("2.1 Assessment")
    (['planning', 'reviewing'], frozenset({'assessment'}))
    """
    return frozenset(name for name, pattern in _STAGES.items() if pattern.search(words))


_WARD = r"(?:child(?:ren)?|young (?:person|people)|boys?|girls?|themselves)"
_OTHERS = r"(?:other (?:people|persons?)|others|(?:the )?public|victims?|everyone else|somebody else)"
_ANYONE = rf"(?:{_WARD}|{_OTHERS})"
_THE = r"(?:(?:the|a|each|every|that|this) )?"
_ASPECTS = {
    name: any_of(
        rf"\bsafety of {_THE}{whose}\b",
        rf"\b{whose}(?:['’]s?)? (?:own )?safety\b",
        rf"\bke(?:ep|eps|eping|pt) {_THE}{whose} (?:and|or) {_THE}{_ANYONE} safe\b",
        rf"\bke(?:ep|eps|eping|pt) {_THE}{_ANYONE} (?:and|or) {_THE}{whose} safe\b",
        rf"\bke(?:ep|eps|eping|pt) {_THE}{whose} safe\b",
        rf"\b{whose} (?:(?:was|were|being|be|is|are) )?(?:properly )?(?:kept )?safe\b",
        rf"\b(?:risks?|danger)(?: of (?:serious )?harm)? to {_THE}{whose}\b",
    )
    for name, whose in (("child", _WARD), ("others", _OTHERS))
} | {"desistance": any_of(r"\bdesist\w*", r"\b(?:stop|from) (?:re-?)?offending\b")}
"""What casework is for, each judged by itself: that children stop offending, are kept safe, and others are."""


def aspects(words: str) -> frozenset[str]:
    """Return which of the three purposes of casework a question or a sentence names.

    >>> sorted(aspects("Were other people kept safe?")), sorted(aspects("the safety of the child and of desistance"))
    (['others'], ['child', 'desistance'])
    """
    return frozenset(name for name, pattern in _ASPECTS.items() if pattern.search(words))


def of_another_aspect(question: str, topic: str) -> str:
    """Return a question with its purpose of casework, and its stage, exchanged for those of ``topic``, or ``""``.

    >>> of_another_aspect("How often was planning good enough for the child's safety?", "delivery for desistance")
    'How often was delivery good enough for the desistance?'
    """
    told = [found for pattern in _ASPECTS.values() if (found := pattern.search(topic))]
    asked = [found for pattern in _ASPECTS.values() if (found := pattern.search(question))]
    if len(told) != 1 or len(asked) != 1:
        return ""
    changed = f"{question[: asked[0].start()]}{told[0][0]}{question[asked[0].end() :]}"
    named = {stage: found[0] for stage, pattern in _STAGES.items() if (found := pattern.search(topic))}
    there = stages(changed)
    if len(named) == len(there) == 1 and named.keys() != there:
        (old,), (new,) = there, named.values()
        changed = _STAGES[old].sub(new, changed, count=1)
    return changed


_GROUPS = tuple(
    any_of(rf"\b(?:{words})\b")
    for words in (
        "girls?|females?|young wom[ae]n",
        "boys?|males?|young m[ae]n",
        "black|asian|minority|minorities|ethnic(?:ity)?|white",
        "parents?|carers?|mothers?|fathers?|famil(?:y|ies)",
        "victims?",
        "volunteers?|panel members?",
        "looked[- ]after|(?:in|left|leaving) (?:local authority |council |foster |its |their )?care"
        "|care[- ](?:leavers?|experienced)",
    )
)
"""Whom a figure may be of: of one of them it is none of another, nor of all."""
_AMONG = tuple(
    any_of(rf"\b(?:{words})(?: (?:ones|children|young people|people))?(?![\w-])")
    for words in (
        "girls?|boys?|females?|males?|young (?:wom[ae]n|m[ae]n)",
        "black|asian|white|mixed(?:[ -](?:heritage|race))?",
        r"\d\d? ?(?:to|-|–) ?\d\d?",
        "parents|carers|victims|volunteers",
    )
)
"""Groups of which one takes the place of another in "And boys?"."""


def of_another_group(question: str, group: str) -> str:
    """Return a question with the group that it is about exchanged, or ``""`` where it is of none such.

    >>> of_another_group("How many girls were there?", "boys")
    'How many boys were there?'
    """
    group = group.removeprefix("aged ")
    for groups in _AMONG:
        asked = list(groups.finditer(question))
        if len(asked) == 1 and groups.fullmatch(group):
            return f"{question[: asked[0].start()]}{group}{question[asked[0].end() :]}"
    return ""


_COUNTED = any_of(
    r"\b(?:did|do|does|have|had) (?:the )?[\w' -]{3,30}? (?:see|help|meet|support|reach|visit)\b.*$",
    r"\b(?:\w+ed|taught|seen|brought up|kept|done|sent|led|run|paid)(?: \w+){0,2}? by (?:(?:the|their|an?) )?"
    r"(?!out-of-court|court|orders?\b|disposals?\b)[\w-]+",
    r"\bwhite papers?\b",
)
"""Who acts is not whom a figure is of."""


def of_other_group(question: str, said: str) -> bool:
    """Return whether a question asks for a figure of a group that a text does not name.

    >>> of_other_group("How many girls were there?", "There were 40 boys."), of_other_group("How many?", "40 boys.")
    (True, False)
    """
    counted = _COUNTED.sub(" ", question)
    return any(group.search(counted) and not group.search(said) for group in _GROUPS)


_OUTCOME = any_of(
    r"\b(?:did|has|have) (?!(?:the |any )?(?:inspect\w+|ofsted|hmip?|report|it|they|we)\b).{1,80}?"
    r"\b(?:find|found|show|shown|decided?|concluded?|reveal(?:ed)?|agreed?)\b",
    r"\b(?:outcome|results?|conclusions?) of\b|\bvoted? on\b|\bturn(?:ed)? out\b|\bactually\b",
    r"\bwhat (?:came of|happened (?:to|after|at|when))\b",
)
_TO_COME = any_of(
    r"\b(?:will|would(?! (?:benefit|like|have)\b)|(?:is|are|due|expected|promised) to(?! blame\b))\b",
    r"\b(?:plan|intend|hope|aim|expect)(?:s|n?ed|d)? to\b",
    r"\b(?:scheduled|planned for)\b",
)
_AHEAD = any_of(
    r"\b(?:by|until|before) (?:the end of |\w+ )?(?:19|20)\d\d\b",
    r"\b(?:planned|targets?|goals?|forecasts?|deadlines?|due)\b",
)
"""More that asks what was to come, and is no plan where a text says it."""


def looks_ahead(question: str) -> bool:
    """Return whether a question asks what was to come when its document was written.

    >>> looks_ahead("What will change in 2027?"), looks_ahead("What changed in 2017?")
    (True, False)
    """
    return bool(_TO_COME.search(question) or _AHEAD.search(question))


_OUTCOME_TOLD = any_of(r"\b(?:found|show(?:s|ed|n)|decided|concluded|revealed|agreed|voted)\b")


def tells_outcome(said: str) -> bool:
    """Return whether a text tells what came of something.

    >>> tells_outcome("It decided to hire two officers."), tells_outcome("It will be held in May.")
    (True, False)
    """
    return _OUTCOME_TOLD.search(said) is not None


def only_planned(question: str, said: str) -> bool:
    """Return whether a question asks what came of something, and a text only says that it is to come.

    >>> only_planned("What did the review find?", "A review will look at this in May.")
    True
    """
    return bool(_OUTCOME.search(question) and not _TO_COME.search(question) and _TO_COME.search(said))


_NOT = any_of(r"\bnot\b(?! (?:yet )?(?:started|begun))", r"n['’]t\b", r"\bincomplete\b")
_STATES = tuple(
    any_of(rf"\b(?:{words})\b")
    for words in (
        "completed?|finished|done|delivered|achieved|implemented",
        "late|overdue|behind|delayed|slipped|slipping|missed",
        "on (?:track|schedule|time)|in progress|under ?way|ongoing",
        "not (?:yet )?(?:started|begun)|yet to (?:start|begin)|outstanding",
        "at risk|in danger|amber",
    )
)
"""How far something has got, in the words of those who ask and of those who report."""


def same_state(question: str, said: str) -> bool:
    """Return whether a question asks for what is in the state that a text gives.

    >>> same_state("Which actions are running late?", "Status: overdue")
    True
    """
    return _denies(question) == _denies(said) and any(s.search(question) and s.search(said) for s in _STATES)


def in_another_state(question: str, state: str) -> str:
    """Return a question with the state that it asks for exchanged, or ``""`` where it asks for none or gets none.

    >>> in_another_state("Which actions are on track?", "overdue")
    'Which actions are overdue?'
    """
    asked = next((found for pattern in _STATES if (found := pattern.search(question))), None)
    if asked is None or not any(pattern.fullmatch(state) for pattern in _STATES):
        return ""
    return f"{question[: asked.start()]}{state}{question[asked.end() :]}"


def _denies(text: str) -> bool:
    return _NOT.search(text) is not None
