"""Configuration: a default, then ``yosqa.toml``, then ``YOSQA_*`` variables, then what is typed on the command line.

Every key is ``section.name``. In ``yosqa.toml`` it is ``name`` in the table ``[section]``, in the environment
``YOSQA_SECTION_NAME``, on the command line ``--set section.name=value``. An unknown key is an error, never ignored.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType
from typing import Any

from yosqa.errors import SettingsError
from yosqa.model import Kind, Metadata
from yosqa.workspace import WORKSPACE_VARIABLE, Workspace

PREFIX = "YOSQA_"
OTHER_VARIABLES = frozenset({WORKSPACE_VARIABLE, "YOSQA_DEBUG"})
"""Variables with the prefix that are no settings."""

_CORRECTABLE = tuple(entry.name for entry in dataclasses.fields(Metadata) if entry.name != "sources")
_LIST_SEPARATOR = "; "
"""Joins a list in a document's overrides: names of authorities contain commas."""

_DATES = frozenset({"published", "fieldwork_start", "fieldwork_end"})
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """``[model]``: what turns text into vectors and orders candidates."""

    name: str = "default"
    """``default`` is the encoder that yosqa ships; ``all-MiniLM-L6-v2`` the one it was made from; else the name or the
    folder of any other sentence-transformers model on this machine."""
    reranker: bool = True
    """Whether the trained reranker orders the candidates."""
    threads: int = field(default=0, metadata={"from": 0, "to": 256})
    """Threads for inference; 0 takes all cores."""


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """``[answers]``: how a question is answered."""

    confidence: float = field(default=0.4, metadata={"from": 0.0, "to": 1.0})
    """Below this calibrated probability of being right nothing is answered."""
    candidates: int = field(default=32, metadata={"from": 1, "to": 10_000})
    """Sentences, items and rows that the reranker reads."""


@dataclass(frozen=True, slots=True)
class InterfaceSettings:
    """``[interface]``: the chat."""

    theme: str = "yosqa"
    """A Textual theme's name."""


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """``[limits]``: what one file may cost, so that none can stall a build."""

    workers: int = field(default=0, metadata={"from": 0, "to": 256})
    """Processes that read documents; 0 takes all cores."""
    file_seconds: float = field(default=120.0, metadata={"from": 1.0, "to": 86_400.0})
    """Time to read one file."""
    file_megabytes: int = field(default=2048, metadata={"from": 256, "to": 1_048_576})
    """Memory of the process that reads one file."""
    download_megabytes: int = field(default=100, metadata={"from": 1, "to": 10_000})
    """Size of what ``yosqa add URL`` fetches."""
    download_seconds: float = field(default=30.0, metadata={"from": 1.0, "to": 3_600.0})
    """Time in which a server must answer."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole configuration."""

    model: ModelSettings = ModelSettings()
    answers: AnswerSettings = AnswerSettings()
    interface: InterfaceSettings = InterfaceSettings()
    limits: LimitSettings = LimitSettings()
    documents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Corrections of metadata: path relative to ``corpus/``, or a pattern such as ``news/*``, to field and value."""

    def overrides(self, path: str) -> Mapping[str, str]:
        """What the user says of a document.

        Args:
            path: Relative to ``corpus/``, with forward slashes.

        Returns:
            Metadata field to value; lists are joined with ``"; "``. The exact path beats a pattern, a later pattern an
            earlier one.
        """
        found: dict[str, str] = {}
        for pattern, fields in self.documents.items():
            if fnmatchcase(path, pattern):
                found |= fields
        return MappingProxyType(found | dict(self.documents.get(path, {})))


_SECTIONS: Mapping[str, type] = {
    "model": ModelSettings,
    "answers": AnswerSettings,
    "interface": InterfaceSettings,
    "limits": LimitSettings,
}
_FIELDS: Mapping[str, dataclasses.Field[Any]] = {
    f"{section}.{entry.name}": entry for section, kind in _SECTIONS.items() for entry in dataclasses.fields(kind)
}


def load(workspace: Workspace, environ: Mapping[str, str], overrides: Mapping[str, str]) -> Settings:
    """Read the configuration.

    Args:
        workspace: Whose ``yosqa.toml`` counts.
        environ: The process environment.
        overrides: ``section.name`` to value, as typed on the command line.

    Raises:
        SettingsError: An unknown key, a value of the wrong type or out of its bounds, or a broken file.
    """
    path = workspace.settings_file
    table = _read(path)
    documents = _documents(table.pop("documents", {}), path)
    values = _from_file(table, path) | _from_environment(environ)
    values |= {_known(key, "--set"): _parse(key, text, "--set") for key, text in overrides.items()}
    sections = {
        section: kind(
            **{key.split(".")[1]: value for key, value in values.items() if key.startswith(f"{section}.")},
        )
        for section, kind in _SECTIONS.items()
    }
    return Settings(documents=documents, **sections)


def corrections(table: Mapping[str, Any]) -> tuple[dict[str, str], tuple[SettingsError, ...]]:
    """Read what a user says of a document, in ``yosqa.toml`` or in a sidecar.

    Args:
        table: The TOML table.

    Returns:
        Metadata field to value, lists joined with ``"; "``; and what is wrong with the entries that are left out, for
        the caller to say where they stand.
    """
    found: dict[str, str] = {}
    wrong: list[SettingsError] = []
    for key, value in table.items():
        try:
            found[key] = _correction(key, value)
        except SettingsError as error:
            wrong.append(error)
    return found, tuple(wrong)


def _remedy(field_name: str, value: str) -> str:
    """Return what a correction of a document's field may be, where ``value`` is none of it; else the empty string.

    An empty value corrects nothing.

    >>> _remedy("published", "17/01/2019")
    'Write the year, its month or its day: 2019, 2019-01 or 2019-01-17.'
    """
    if not value:
        return ""
    if field_name == "kind" and value.casefold() not in {kind.value for kind in Kind}:
        return f"Use one of: {', '.join(kind.value for kind in Kind)}."
    if field_name in _DATES and not _is_date(value):
        return "Write the year, its month or its day: 2019, 2019-01 or 2019-01-17."
    return ""


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(f"{text}-01-01"[: len("2019-01-17")])
    except ValueError:
        return False
    return _DATE.fullmatch(text) is not None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.", hint="It must be a text file in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.", hint="Strings need quotes.") from error


def _from_file(table: Mapping[str, Any], path: Path) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for section, entries in table.items():
        if section not in _SECTIONS:
            raise _unknown(section, str(path), [*_SECTIONS, "documents"])
        if not isinstance(entries, dict):
            raise SettingsError(f"{path}: {section} must be a table.", hint=f"Write [{section}] on a line of its own.")
        for name, value in entries.items():
            key = _known(f"{section}.{name}", str(path))
            values[key] = _checked(key, value, str(path))
    return values


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    variables = {f"{PREFIX}{key.replace('.', '_').upper()}": key for key in _FIELDS}
    values: dict[str, Any] = {}
    for variable, text in environ.items():
        if not variable.startswith(PREFIX) or variable in OTHER_VARIABLES:
            continue
        if variable not in variables:
            raise _unknown(variable, "the environment", [*variables, *OTHER_VARIABLES])
        values[variables[variable]] = _parse(variables[variable], text, variable)
    return values


def _documents(table: Any, path: Path) -> Mapping[str, Mapping[str, str]]:
    if not isinstance(table, dict) or not all(isinstance(fields, dict) for fields in table.values()):
        raise SettingsError(f"{path}: documents must be tables.", hint='Write [documents."folder/file.pdf"].')
    documents: dict[str, Mapping[str, str]] = {}
    for name, fields in table.items():
        found, wrong = corrections(fields)
        if wrong:
            raise SettingsError(f'{path}, [documents."{name}"]: {wrong[0].message}', hint=wrong[0].hint)
        documents[name] = MappingProxyType(found)
    return MappingProxyType(documents)


def _correction(key: str, value: Any) -> str:
    if key not in _CORRECTABLE:
        raise SettingsError(f"there is no setting {key}.", hint=_nearest(key, _CORRECTABLE))
    text = _LIST_SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value)
    if hint := _remedy(key, text):
        raise SettingsError(f"{key} is {text!r}.", hint=hint)
    return text


def _known(key: str, source: str) -> str:
    if key not in _FIELDS:
        raise _unknown(key, source, _FIELDS)
    return key


def _unknown(key: str, source: str, known: Iterable[str]) -> SettingsError:
    return SettingsError(f"{source}: there is no setting {key}.", hint=_nearest(key, known))


def _nearest(key: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = difflib.get_close_matches(key, names, n=1, cutoff=0.5)
    return f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(names)}."


def _parse(key: str, text: str, source: str) -> Any:
    """Turn a value given as text into the type of the setting's default."""
    wanted = _type(key)
    words = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    try:
        value = words[text.lower()] if wanted is bool else wanted(text)
    except (KeyError, ValueError):
        raise _wrong(key, text, source) from None
    return _checked(key, value, source)


def _checked(key: str, value: Any, source: str) -> Any:
    wanted = _type(key)
    if wanted is float and type(value) is int:
        value = float(value)
    if type(value) is not wanted:
        raise _wrong(key, value, source)
    bounds = _FIELDS[key].metadata
    if bounds and not bounds["from"] <= value <= bounds["to"]:
        raise SettingsError(
            f"{source}: {key} is {value}.", hint=f"It must lie between {bounds['from']} and {bounds['to']}."
        )
    return value


def _wrong(key: str, value: object, source: str) -> SettingsError:
    wanted = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}[_type(key)]
    return SettingsError(f"{source}: {key} is {value!r}.", hint=f"It must be {wanted}.")


def _type(key: str) -> type[Any]:
    """The type of a setting: that of its default."""
    kind: type[Any] = type(_FIELDS[key].default)
    return kind
