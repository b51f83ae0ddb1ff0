"""What can be typed: commands, options and their help."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from yosqa import __version__
from yosqa.errors import ExitCode

EXIT_CODES = """\
exit codes:
  0 done   1 no supported answer, or a threshold missed   2 usage or configuration
  3 index missing, locked or unreadable   4 some documents could not be read
  70 a defect of yosqa   130 interrupted
"""


_EVAL_ALSO = """\
also:
  yosqa eval compare BEFORE.json AFTER.json   set two runs beside each other, question by question
  yosqa eval init [NAME]                      draft a question set from the index, for you to check
  A set that is called compare or init is asked by its file: yosqa eval compare.jsonl

"""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, like all errors of yosqa; options are typed in full.

    A command that takes any words may have ``subcommands`` as well: where the first word names one, its parser takes
    over. (Those of argparse stand only where no other word may.)
    """

    def __init__(self, **more: Any) -> None:
        super().__init__(allow_abbrev=False, **more)
        self.subcommands: dict[str, Parser] = {}

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse, here or where the first word says."""
        first = self._first_word(args) if self.subcommands else None
        if first is not None and args[first] in self.subcommands:
            return self.subcommands[args[first]].parse_known_args([*args[:first], *args[first + 1 :]], namespace)
        return super().parse_known_args(args, namespace)

    def _first_word(self, args: Sequence[str]) -> int | None:
        """Where the first word is that is no option or its value; after ``--`` no word names a subcommand."""
        valued = {option for known in self._actions if known.nargs != 0 for option in known.option_strings}
        numbered = iter(enumerate(args))
        for number, word in numbered:
            if word == "--":
                return None
            if word in valued:
                next(numbered, None)
            elif not word.startswith("-"):
                return number
        return None

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is."""
        self.exit(ExitCode.USAGE, f"yosqa: {message} Try: {self.prog} --help\n")


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal. Asking for the width here keeps argparse from importing shutil (15 ms)."""

    def __init__(self, prog: str) -> None:
        try:
            width = os.get_terminal_size().columns - 2
        except OSError:
            width = 98
        super().__init__(prog, max_help_position=28, width=width)


def build() -> Parser:
    """Build the parser; each command names the function that runs it as ``run``, ``module.function``."""
    parser = Parser(
        prog="yosqa",
        description="Ask inspection reports and news on youth justice services. Every sentence is quoted and cited.\n"
        "Without a command, opens the chat; without a terminal, answers questions from standard input, a line each.",
        epilog=EXIT_CODES,
        formatter_class=Formatter,
    )
    parser.add_argument("--version", action="version", version=f"yosqa {__version__}")
    parser.set_defaults(run="chat.chat", workspace=None, quiet=False, general_settings=[], settings=[])
    _add_common(parser, "general_settings")
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS, formatter_class=Formatter)
    _add_common(common, "settings")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", prog="yosqa")

    def command(name: str, run: str, summary: str, **more: Any) -> Parser:
        added = commands.add_parser(
            name, help=summary, description=summary, parents=[common], formatter_class=Formatter, **more
        )
        added.set_defaults(run=run)
        return added

    def subcommand(of: Parser, name: str, run: str, summary: str) -> Parser:
        added = Parser(prog=f"{of.prog} {name}", description=summary, parents=[common], formatter_class=Formatter)
        added.set_defaults(run=run)
        of.subcommands[name] = added
        return added

    _ask(command("ask", "questions.ask", "Answer a question with quotations and their sources.", epilog=EXIT_CODES))
    _search(command("search", "questions.search", "Rank passages for a question, without composing an answer."))
    _ratings(command("ratings", "ledger.ratings", "List the ratings and figures that the documents state."))
    _compare(command("compare", "ledger.compare_articles", "Set articles against the reports they are about."))
    _compare(
        command("follow", "ledger.follow_recommendations", "Show what the next inspection says of each recommendation.")
    )
    _index(command("index", "corpus.index", "Bring the index up to date with corpus/."))
    _add(command("add", "adding.add", "Copy documents into corpus/ and index them."))
    evaluation = command(
        "eval", "evaluation.evaluation", "Measure how far the answers can be trusted.", epilog=_EVAL_ALSO + EXIT_CODES
    )
    _eval(evaluation)
    _eval_compare(subcommand(evaluation, "compare", "evaluation.compare", "Set two runs beside each other."))
    _eval_init(subcommand(evaluation, "init", "evaluation.init", "Draft a question set for a person to check."))
    _init(command("init", "corpus.init", "Make a workspace: a folder for documents, their index and question sets."))
    _json(command("doctor", "checks.doctor", "Check installation, model, index and corpus."))
    return parser


def _add_common(parser: argparse.ArgumentParser, settings: str) -> None:
    """Add the options that may stand before a command and after it; ``settings`` is where ``--set`` collects."""
    parser.add_argument(
        "--workspace",
        metavar="DIR",
        help="work in this folder (default: $YOSQA_WORKSPACE, else the nearest)",
    )
    parser.add_argument(
        "--set", dest=settings, metavar="SECTION.KEY=VALUE", action="append", type=_setting, help="override a setting"
    )
    parser.add_argument("--quiet", action="store_true", help="only errors on standard error: no progress, no notes")


def _ask(parser: argparse.ArgumentParser) -> None:
    _question(parser)
    _json(parser)
    parser.add_argument("--conversation", action="store_true", help="with -: the lines are turns of one conversation")
    parser.add_argument("--explain", action="store_true", help="say on standard error how the answer came about")


def _search(parser: argparse.ArgumentParser) -> None:
    _question(parser)
    _json(parser)
    parser.add_argument("-k", metavar="N", type=_positive, default=10, help="number of passages (default: 10)")


def _ratings(parser: argparse.ArgumentParser) -> None:
    _places(parser)
    parser.add_argument(
        "--measure", metavar="NAME", default="", help="what is rated, or a part of it: overall, planning"
    )
    parser.add_argument("--grade", metavar="GRADE", default="", help='only this grade, e.g. "requires improvement"')
    parser.add_argument(
        "--year", metavar="YYYY[-MM]", default="", type=_year, help="only what was published in this year or month"
    )
    parser.add_argument(
        "--family", metavar="NAME", default="", help="only inspections of this: youth, childrens, send, joint, lscb"
    )
    parser.add_argument(
        "--kind",
        metavar="KIND",
        action="append",
        default=[],
        help="rating, outcome (these two by default), percentage, rate, count, recommendation, date or person; "
        "may be repeated",
    )
    parser.add_argument(
        "--blanks", action="store_true", help="also what a report should state and does not, with the reason"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="print CSV")
    _json(form)


def _compare(parser: argparse.ArgumentParser) -> None:
    _places(parser)
    _json(parser)


def _places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("places", metavar="PLACE", nargs="*", help="only these authorities, each in quotes")


def _index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        choices=("update", "status", "verify"),
        default="update",
        help="update (default); status: what became of each file; verify: check that the index is whole",
    )
    update = parser.add_mutually_exclusive_group()
    update.add_argument("--rebuild", action="store_true", help="start from nothing")
    update.add_argument("--dry-run", action="store_true", help="only say what would be done")
    _json(parser)


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", metavar="PATH_OR_URL", nargs="+", help="a file, a folder or a web address")
    parser.add_argument("--to", metavar="FOLDER", default="", help="folder under corpus/ to put them in")
    parser.add_argument("--replace", action="store_true", help="overwrite a document of the same name")
    _json(parser)


def _eval(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sets",
        metavar="SET",
        nargs="*",
        help="question sets, as files or by name (default: all in eval/); or one SQuAD file or one BEIR folder",
    )
    parser.add_argument("--part", metavar="NAME", default="", help="only this part of the sets: train, dev or test")
    parser.add_argument("--sample", metavar="N", type=_positive, default=0, help="only N questions of each set")
    parser.add_argument(
        "--attacks",
        metavar="N",
        nargs="?",
        type=_positive,
        const=60,
        default=0,
        help="attack up to N right answers in each way, in scratch copies (N: 60)",
    )
    parser.add_argument("--repeat", metavar="N", type=_positive, default=0, help="ask N of each set three times over")
    parser.add_argument("--processes", metavar="N", type=_positive, default=0, help="ask in N processes (default: all)")
    parser.add_argument(
        "--floor", metavar="FIGURE=VALUE", action="append", default=[], type=_floor, help="exit with 1 if missed"
    )
    parser.add_argument("--floors", metavar="FILE", help="floors of figures (default: eval/floors.toml, if no SET)")
    _json(parser)


def _eval_compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="BEFORE.json", help="a run, from eval/runs/")
    parser.add_argument("after", metavar="AFTER.json", help="another over the same questions")
    _json(parser)


def _eval_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", default="draft", help="writes eval/NAME.jsonl (draft)")


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", metavar="DIR", help="where")


def _question(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "question",
        metavar="QUESTION",
        nargs="+",
        help="the question; - reads questions from standard input, a line each",
    )


def _json(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _setting(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form SECTION.KEY=VALUE.")
    return key.strip(), value.strip()


def _year(text: str) -> str:
    if text and not re.fullmatch(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form YYYY or YYYY-MM.")
    return text


def _floor(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form FIGURE=VALUE.") from None


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0.")
    return number
