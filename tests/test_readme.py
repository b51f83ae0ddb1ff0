"""What the README says is so."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from yosqa.cli.parser import build
from yosqa.errors import ExitCode
from yosqa.settings import Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")


def settings() -> list[tuple[str, object]]:
    return [
        (f"{section.name}.{entry.name}", getattr(value, entry.name))
        for section in dataclasses.fields(Settings)
        if dataclasses.is_dataclass(value := getattr(Settings(), section.name))
        for entry in dataclasses.fields(value)
    ]


@pytest.mark.parametrize(("key", "default"), settings())
def test_every_setting_is_listed_with_its_default(key: str, default: object) -> None:
    row = next((line for line in README.splitlines() if line.startswith("|") and f"`{key}`" in line), "")
    assert row, f"{key} is not in the README's table"
    written = f"{default:g}" if isinstance(default, float) else json.dumps(default)
    assert f"`{written}`" in row


def test_every_command_is_shown() -> None:
    commands = {line.split()[0] for line in build().format_help().splitlines() if re.match(r"    [a-z]+ +[A-Z]", line)}
    shown = set(re.findall(r"^\$ yosqa ([a-z]+)", README, re.M)) | set(re.findall(r"`yosqa ([a-z]+)", README))
    assert commands
    assert commands <= shown


def test_every_exit_code_is_named() -> None:
    section = README.split("Exit codes:")[1].split("\n\n")[0]
    assert {int(code) for code in re.findall(r"\b(\d+) [a-z]", section)} == set(map(int, ExitCode))


def test_every_linked_file_is_there() -> None:
    found = re.findall(r"\]\(([^)#]+)\)|src(?:set)?=\"([^\"]+)\"", README)
    links = [link for pair in found for link in pair if link and "://" not in link]
    assert links
    assert all((ROOT / Path(link)).exists() for link in links)
