"""Question sets: one JSON object a line, read strictly, so that a slip in a set is an error with its line.

The format is described in ``eval/README.md``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from yosqa.errors import SettingsError

_Thing = TypeVar("_Thing")
_HINT = "The format of question sets is described in eval/README.md."


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question and its gold answer."""

    question: str
    answerable: bool
    id: str = ""
    part: str = ""
    """``train``, ``dev`` or ``test``."""
    kind: str = ""
    answers: tuple[str, ...] = ()
    """Any one of these makes an answer right."""
    all_of: tuple[str, ...] = ()
    """Each of these must stand in the answer."""
    evidence: tuple[str, ...] = ()
    """Stretches of the corpus, any of which carries the answer."""
    docs: tuple[str, ...] = ()
    """Starts of file names, one of which must be cited; for kind ``across`` each."""
    vital: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    trap: str = ""
    """Why an unanswerable question might be answered all the same."""
    understood: tuple[str, ...] = ()
    """Words that must stand in the question as it is understood in its conversation."""
    count: int = 0
    """At least so many documents must be cited."""
    headline: str = ""
    """The conclusion that must stand in the answer."""


class _Conversation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    turns: tuple[Question, ...]
    part: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Questions asked one after the other in one conversation; most have one."""

    turns: tuple[Question, ...]

    @property
    def id(self) -> str:
        """The id of its first question."""
        return self.turns[0].id


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A file of questions."""

    name: str
    sha256: str
    dialogues: tuple[Dialogue, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, those of a conversation one after the other."""
        return tuple(turn for dialogue in self.dialogues for turn in dialogue.turns)


def load(path: Path) -> QuestionSet:
    """Read a question set.

    Raises:
        SettingsError: The file cannot be read, or a line of it is wrong; the message names the line.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"The question set {path} cannot be read: {error.strerror}.") from error
    dialogues = tuple(_dialogues(path, data))
    if not dialogues:
        raise SettingsError(f"{path} holds no question.", hint=_HINT)
    return QuestionSet(path.name, hashlib.sha256(data).hexdigest(), dialogues)


def part_of(questions: QuestionSet, part: str) -> QuestionSet:
    """Return what belongs to one part, ``dev`` say; a question of no part belongs to each."""
    kept = (dialogue for dialogue in questions.dialogues if dialogue.turns[0].part in {part, ""})
    return QuestionSet(questions.name, questions.sha256, tuple(kept))


def sample(questions: QuestionSet, count: int) -> QuestionSet:
    """Return ``count`` dialogues spread evenly over the set; all when there are fewer."""
    return QuestionSet(questions.name, questions.sha256, tuple(spread(questions.dialogues, count)))


def spread(things: Sequence[_Thing], count: int) -> Sequence[_Thing]:
    """Return ``count`` of some things, as far apart as can be and always the same ones; all when there are fewer."""
    return things if len(things) <= count else [things[n * len(things) // count] for n in range(count)]


def require_unique(sets: Iterable[QuestionSet]) -> None:
    """Raise a ``SettingsError`` when an id stands in two sets."""
    seen: dict[str, str] = {}
    for one in sets:
        for question in one.questions:
            if question.id in seen:
                raise SettingsError(f"The id {question.id} stands in {seen[question.id]} and in {one.name}.")
            seen[question.id] = one.name


def _dialogues(path: Path, data: bytes) -> Iterator[Dialogue]:
    lines: dict[str, int] = {}
    for number, line in enumerate(data.splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            dialogue = _dialogue(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{where}: {error}.", hint=_HINT) from None
        for turn in dialogue.turns:
            if problem := _problem(turn):
                raise SettingsError(f"{where}: {problem}.", hint=_HINT)
            if turn.id in lines:
                raise SettingsError(f"{where}: the id {turn.id} stands in line {lines[turn.id]} already.", hint=_HINT)
            lines[turn.id] = number
        yield dialogue


def _dialogue(line: bytes) -> Dialogue:
    found = msgspec.json.decode(line)
    if not (isinstance(found, dict) and "turns" in found):
        return Dialogue((msgspec.convert(found, Question),))
    conversation = msgspec.convert(found, _Conversation)
    if not conversation.turns:
        raise msgspec.ValidationError("a conversation without turns")
    return Dialogue(
        tuple(
            replace(turn, id=f"{conversation.id}/{n}", part=conversation.part, kind=turn.kind or "conversation")
            for n, turn in enumerate(conversation.turns, start=1)
        )
    )


def _problem(question: Question) -> str:
    """Return what is wrong with a question, or nothing."""
    gold = (*question.answers, *question.all_of, *question.vital, *question.optional)
    if not question.id:
        return "there is no id"
    if not question.question.strip():
        return "the question is empty"
    if not all(text.strip() for text in (*gold, *question.evidence, *question.docs)):
        return "a gold text is empty"
    if question.answerable and not (gold or question.evidence):
        return "the question is answerable, but has no gold: answers, all_of, vital or evidence"
    if not question.answerable and gold:
        return f"the question is not answerable, but has the gold {gold[0]!r}"
    return ""
