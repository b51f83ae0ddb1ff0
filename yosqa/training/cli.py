"""``python -m yosqa.training``: see the package's description."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from yosqa import embedding, rerank
from yosqa.answering import confidence, features
from yosqa.errors import YosqaError
from yosqa.likeness import SHIPPED, Likeness
from yosqa.rerank import Reranker
from yosqa.settings import Settings
from yosqa.training import evaluate, examples, labels, start, weights
from yosqa.training.evaluate import Measure, Trial
from yosqa.training.labels import Label
from yosqa.training.library import Article, Library, articles
from yosqa.training.mining import Alike, Miner, Ranker


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        options.run_command(options)
    except YosqaError as error:
        sys.stderr.write(f"yosqa.training: {error}\n")
        return int(error.exit_code)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m yosqa.training", description="Train the models that yosqa ships.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--documents", type=Path, required=True, help="folder of the documents that were asked of")
    data.add_argument("--labels", type=Path, nargs="*", default=[], help="files of labelled questions")
    data.add_argument("--articles", type=Path, help="a reading-comprehension set in the form of SQuAD 2.0")
    data.add_argument(
        "--likeness", type=Path, help="trained word vectors to find candidates with, in place of plain ones"
    )
    data.add_argument("--held-out", type=Path, help="file with a document's name a line: kept for evaluation")

    prepare = commands.add_parser("prepare", parents=[data], help="make examples of labelled questions")
    prepare.add_argument("--out", type=Path, required=True, help="file of examples to write")
    prepare.set_defaults(run_command=_prepare)

    place = argparse.ArgumentParser(add_help=False)
    place.add_argument("--device", choices=["cpu", "cuda"], default="cpu", help="where to compute")
    place.add_argument("--save-every", type=int, default=25, help="steps between checkpoints")

    train = commands.add_parser("train", parents=[place], help="train the reader; goes on where it was stopped")
    train.add_argument("examples", type=Path)
    train.add_argument("run", type=Path, help="folder of the run")
    train.add_argument("--epochs", type=float, default=1.0)
    train.add_argument("--batch", type=int, default=16, help="questions a step")
    train.add_argument("--negatives", type=int, default=5, help="wrong candidates of a question")
    train.add_argument("--rate", type=float, default=8e-5, help="highest learning rate")
    train.add_argument("--frozen", type=int, default=2, help="lowest layers that stay as they were")
    train.add_argument("--max-tokens", type=int, default=128)
    train.add_argument("--dropout", type=float, default=0.0, help="share of activations left out")
    train.add_argument("--threads", type=int, default=2)
    train.add_argument("--seed", type=int, default=1)
    train.add_argument("--warm", type=Path, help="a run or an exported reader whose weights to start from")
    train.add_argument("--base", type=Path, help="folder of an encoder to start from, to be a teacher")
    train.add_argument("--teacher", type=Path, help="the run of a larger network to learn from")
    train.add_argument("--taught", type=float, default=0.7, help="share of the loss that agrees with the teacher")
    train.set_defaults(run_command=_train)

    average = commands.add_parser("average", help="write the mean of several runs' weights as a run")
    average.add_argument("runs", type=Path, nargs="+")
    average.add_argument("target", type=Path, help="folder of the run to write")
    average.set_defaults(run_command=_average)

    pairs = commands.add_parser("pairs", parents=[data], help="make pairs of questions and passages")
    pairs.add_argument("--out", type=Path, required=True, help="file of pairs to write")
    pairs.set_defaults(run_command=_pairs)

    encoder = commands.add_parser(
        "encoder", parents=[place], help="train the encoder of passages; goes on where it was stopped"
    )
    encoder.add_argument("pairs", type=Path, nargs="+")
    encoder.add_argument("run", type=Path, help="folder of the run")
    encoder.add_argument("--epochs", type=float, default=1.0)
    encoder.add_argument("--batch", type=int, default=24, help="passages a step")
    encoder.add_argument("--rate", type=float, default=2e-5, help="highest learning rate")
    encoder.add_argument("--kept", type=float, default=0.0, help="share of the original weights in what is written")
    encoder.set_defaults(run_command=_encoder)

    export = commands.add_parser("export", help="write a run's weights as int8 ONNX")
    export.add_argument("run", type=Path)
    export.add_argument("target", type=Path, help="e.g. yosqa/weights/reader")
    export.set_defaults(run_command=_export)

    vectors = commands.add_parser("likeness", help="train the word vectors that compare all units with a question")
    vectors.add_argument("examples", type=Path)
    vectors.add_argument("target", type=Path, help="e.g. yosqa/weights/likeness")
    vectors.add_argument("--epochs", type=int, default=4)
    vectors.set_defaults(run_command=_word_vectors)

    check = commands.add_parser("evaluate", parents=[data], help="measure a reader on what it was not trained on")
    check.add_argument("--reader", type=Path, help="its folder; without one, words alone put candidates in order")
    check.add_argument("--questions", type=Path, help="an evaluation set")
    check.add_argument(
        "--sample", type=int, default=0, help="take so many questions of labels and of articles, not all"
    )
    check.set_defaults(run_command=_evaluate)

    cases = commands.add_parser("cases", parents=[data], help="note the features of held-out questions' candidates")
    cases.add_argument("out", type=Path, help="file of cases; what is made is added at its end")
    cases.set_defaults(run_command=_cases)

    weigh = commands.add_parser("weigh", help="fit the ranking and the confidence on cases")
    weigh.add_argument("cases", type=Path)
    weigh.set_defaults(run_command=_weigh)

    calibrate = commands.add_parser("calibrate", help="bring the confidence to scale on runs of yosqa eval")
    calibrate.add_argument("runs", type=Path, nargs="+", help="their JSON")
    calibrate.set_defaults(run_command=_calibrate)
    return parser


def _cases(options: argparse.Namespace) -> None:
    settings = Settings()
    reader, likeness = Reranker(rerank.SHIPPED), Likeness(SHIPPED)
    made = weights.Cases(embedding.load(settings), reader, likeness, settings.answers.candidates)
    library, held = Library(options.documents), _held_out(options)
    by_document: dict[str, list[Label]] = {}
    for label in _labels(options):
        if not held or label.document in held:
            by_document.setdefault(label.document, []).append(label)
    for name in sorted(by_document):
        source = library.source(name)
        if source is not None:
            _say(f"{name}: {weights.write(made.of(source, by_document[name]), options.out)} cases")


def _weigh(options: argparse.Namespace) -> None:
    cases = weights.load(options.cases)
    _say(f"as it is: first {weights.within(cases, 1):.1%}, within three {weights.within(cases, 3):.1%}")
    features.save(weights.fit_ranking(cases))
    _say(f"fitted: first {weights.within(cases, 1):.1%}, within three {weights.within(cases, 3):.1%}")
    answerable, right = weights.fit_confidence(cases)
    confidence.save(answerable=answerable, right=right, scale=(1.0, 0.0))
    for threshold, precision, recall in weights.abstentions(cases):
        _say(f"below {threshold:.2f}: abstention precision {precision:.2f}, recall {recall:.2f}")
    _say(f"expected calibration error {weights.calibration_error(cases):.3f}")


def _calibrate(options: argparse.Namespace) -> None:
    answers = [answer for run in options.runs for answer in weights.outcomes(run)]
    confidence.save(scale=weights.fit_scale(answers))
    slope, shift = confidence.coefficients()["scale"]
    _say(f"{len(answers)} answers: slope {slope}, shift {shift}")


def _prepare(options: argparse.Namespace) -> None:
    entries, held = _articles(options), _held_out(options)
    library = Library(options.documents, (article.source for article in entries if article.fold == 1))
    rows = [label for label in _labels(options) if label.document not in held]
    miner = _ranker(options, library, {label.document for label in rows}, entries)
    made = chain(
        examples.from_labels(rows, library, miner),
        *(examples.from_article(article, miner) for article in entries if article.fold == 1),
    )
    sys.stdout.write(f"{examples.write(made, options.out)} examples in {options.out}\n")


def _train(options: argparse.Namespace) -> None:
    from yosqa.training.train import Options, train

    found = examples.read(options.examples)
    steps = round(options.epochs * len(found) / options.batch)
    chosen = Options(
        steps=steps,
        batch=options.batch,
        negatives=options.negatives,
        max_tokens=options.max_tokens,
        rate=options.rate,
        frozen=options.frozen,
        dropout=options.dropout,
        seed=options.seed,
        threads=options.threads,
        base=str(options.base or ""),
        taught=options.taught if options.teacher else 0.0,
    )
    where = {"device": options.device, "save_every": options.save_every}
    train(found, options.run, chosen, warm=options.warm, teacher=options.teacher, report=_say, **where)


def _pairs(options: argparse.Namespace) -> None:
    from yosqa.training import pairs

    library, held = Library(options.documents), _held_out(options)
    likeness = Likeness(options.likeness or SHIPPED)
    rows = [label for label in _labels(options) if label.document not in held]
    made = chain(
        pairs.from_labels(rows, library, likeness),
        *(pairs.from_article(article, likeness) for article in _articles(options) if article.fold == 1),
    )
    _say(f"{pairs.write(made, options.out)} pairs in {options.out}")


def _encoder(options: argparse.Namespace) -> None:
    from yosqa.training import encoder, pairs

    found = [pair for path in options.pairs for pair in pairs.read(path)]
    steps = round(options.epochs * len(found) / options.batch)
    chosen = encoder.Options(steps=steps, batch=options.batch, rate=options.rate, kept=options.kept)
    where = {"device": options.device, "save_every": options.save_every}
    encoder.train(found, options.run, chosen, report=_say, **where)


def _average(options: argparse.Namespace) -> None:
    from yosqa.training.average import average

    average(options.runs, options.target)
    _say(f"{len(options.runs)} runs in {options.target}")


def _word_vectors(options: argparse.Namespace) -> None:
    from yosqa.training import word_vectors

    chosen = word_vectors.Options(epochs=options.epochs)
    word_vectors.train(examples.read(options.examples), options.target, chosen, report=_say)


def _export(options: argparse.Namespace) -> None:
    from yosqa.training import encoder, export

    write = export.encoder if encoder.folder(options.run).is_dir() else export.reader
    _say(f"{write(options.run, options.target)} in {options.target}")


def _evaluate(options: argparse.Namespace) -> None:
    library, entries, held = Library(options.documents), _articles(options), _held_out(options)
    rows = [label for label in _labels(options) if label.document in held]
    asked_of = (
        {name for row in evaluate.questions(options.questions) for name in row["docs"]} if options.questions else set()
    )
    miner = _ranker(options, library, asked_of | {label.document for label in rows}, entries)
    sets: dict[str, list[Trial]] = {}
    if options.questions:
        sets[options.questions.name] = list(evaluate.from_questions(options.questions, library, miner))
    if rows:
        sets["held-out reports"] = _sample(list(evaluate.from_labels(rows, library, miner)), options.sample)
    if entries:
        kept = chain(*(evaluate.from_article(article, miner) for article in entries if article.fold == 0))
        sets["held-out articles"] = _sample(list(kept), options.sample)
    reader = Reranker(options.reader) if options.reader else None
    for name, asked in sets.items():
        _say(_table(name, evaluate.measure(asked, reader)))


def _ranker(options: argparse.Namespace, library: Library, names: Iterable[str], entries: Sequence[Article]) -> Ranker:
    """Return what finds candidates; the plain miner knows how rare a word is in what was asked of."""
    if options.likeness:
        return Alike(Likeness(options.likeness))
    sources = [library.source(name) for name in sorted(names)]
    known = [source for source in sources if source] + [article.source for article in entries]
    texts = (unit.text for source in known for unit in source.units)
    return Miner(start.word_vectors(), start.tokenizer(), texts)


def _labels(options: argparse.Namespace) -> Iterator[Label]:
    return chain.from_iterable(labels.read(path) for path in options.labels)


def _articles(options: argparse.Namespace) -> list[Article]:
    return articles(options.articles) if options.articles else []


def _held_out(options: argparse.Namespace) -> frozenset[str]:
    return frozenset(options.held_out.read_text(encoding="utf-8").split()) if options.held_out else frozenset()


def _sample(asked: list[Trial], size: int) -> list[Trial]:
    return random.Random(0).sample(asked, size) if 0 < size < len(asked) else asked


def _table(name: str, measures: Mapping[str, Measure]) -> str:
    heads = "".join(f"{f'within {depth}':>11}" for depth in evaluate.DEPTHS)
    lines = [f"{name:<24}{'asked':>7}{heads}{'separation':>12}"]
    for kind, found in measures.items():
        shares = "".join(f"{share:>11.1%}" for share in found.within)
        lines.append(f"  {kind:<22}{found.asked:>7}{shares}{found.separation:>12.3f}")
    return "\n".join(lines)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
