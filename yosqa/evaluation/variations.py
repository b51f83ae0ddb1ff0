"""Other values for a fact, and other words for a question: made by rule, the same every time."""

from __future__ import annotations

import re

from yosqa.grounding import MONTHS

GRADES = ("outstanding", "good", "requires improvement", "inadequate")
_NAMES = ("Morgan Ashdown", "Robin Fairweather", "Alex Thornbury", "Jamie Underhill")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = re.compile(r"\d+")
_ISO_DATE = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)")
_SHORTEST_MONTH = 28
_SYNONYMS = (
    (r"\bWhat was the overall rating of\b", "How was the overall quality rated of"),
    (r"\bWhat rating did (.+?) get for\b", r"How was \1 rated for"),
    (r"\bWhat rating did (.+?) (?:get|receive)\b", r"Which rating was given to \1"),
    (r"\bWhich grade\b", "What rating"),
    (r"\bHow many\b", "What number of"),
    (r"\bWho led\b", "Who was the lead of"),
    (r"\bWhen was\b", "On what date was"),
    (r"\bWhy\b", "For what reason"),
)


def altered(gold: str, kind: str, given: str = "") -> tuple[str, str] | None:
    """Return what sort of fact a gold answer is, and another value for it; None where there is no such value.

    Args:
        gold: As the question gives it.
        kind: The question's kind.
        given: The question: what it names itself is kept, or the document asked about would be another.
    """
    folded = " ".join(gold.casefold().split())
    if folded in GRADES:
        return "rating", GRADES[(GRADES.index(folded) + 2) % len(GRADES)]
    if kind == "who" and not _NUMBER.search(gold):
        return "name", _NAMES[len(gold) % len(_NAMES)]
    if (other := _another_date(gold, given)) is not None:
        return "date", other
    named = set(_NUMBER.findall(given))
    if found := next((match for match in _NUMBER.finditer(gold) if match[0] not in named), None):
        return "number", gold[: found.start()] + _another(found[0]) + gold[found.end() :]
    if folded in _WORDS:
        return "number", _WORDS[(_WORDS.index(folded) + 4) % len(_WORDS)]
    return None


def _another_date(gold: str, given: str) -> str | None:
    """Return another date: of another month, or of another day where the question names the month."""
    if iso := _ISO_DATE.fullmatch(gold):
        year, month, day = iso["year"], int(iso["month"]), min(int(iso["day"]), _SHORTEST_MONTH)
        if re.search(rf"\b{MONTHS[month - 1]}\b", given, re.IGNORECASE):
            return f"{year}-{month:02}-{_another_day(day):02}"
        return f"{year}-{(month + 4) % 12 + 1:02}-{day:02}"
    month_named = next((m for m in MONTHS if re.search(rf"\b{m}\b", gold, re.IGNORECASE)), None)
    if month_named is None:
        return None
    if not re.search(rf"\b{month_named}\b", given, re.IGNORECASE):
        other = MONTHS[(MONTHS.index(month_named) + 5) % len(MONTHS)]
        return re.sub(rf"\b{month_named}\b", other, gold, flags=re.IGNORECASE)
    day_named = re.search(r"\b\d{1,2}\b", gold)
    return gold.replace(day_named[0], str(_another_day(int(day_named[0]))), 1) if day_named else None


def _another_day(day: int) -> int:
    return (day + 6) % _SHORTEST_MONTH + 1


def _another(digits: str) -> str:
    """Return another number of as many digits: 57 becomes 64, 95 becomes 88."""
    number = int(digits)
    other = number + 7 if len(str(number + 7)) == len(str(number)) and number + 7 != 100 else number - 7
    return str(abs(other) if len(digits) > 1 else (number + 4) % 9 + 1)


def like(value: str, pattern: str) -> str:
    """Return ``value`` in the case of ``pattern``: as it is, capitalised, or in capitals.

    >>> like("good", "Inadequate"), like("good", "INADEQUATE"), like("good", "inadequate")
    ('Good', 'GOOD', 'good')
    """
    if pattern.isupper() and len(pattern) > 1:
        return value.upper()
    return value[:1].upper() + value[1:] if pattern[:1].isupper() else value


def paraphrased(question: str) -> str:
    """Return a question in other words that ask the same."""
    for pattern, instead in _SYNONYMS:
        said = re.sub(pattern, instead, question, count=1)
        if said != question:
            return said
    return (
        f"Can you tell me: {question[:1].lower() + question[1:]}" if question[1:2].islower() else f"Please: {question}"
    )


def misspelt(question: str, name: str) -> str | None:
    """Return a question with two letters of a place's name exchanged; None when it does not hold the name.

    The letters are in the middle of the longest word, where they are most often mixed up.
    """
    word = max(re.findall(r"[^\W\d_]+", name), key=len, default="")
    at = question.find(word)
    if len(word) < 5 or at < 0:
        return None
    for n in sorted(range(1, len(word) - 2), key=lambda n: abs(n - len(word) // 2)):
        if word[n] != word[n + 1]:
            wrong = word[:n] + word[n + 1] + word[n] + word[n + 2 :]
            return question[:at] + wrong + question[at + len(word) :]
    return None
