from __future__ import annotations

import resource
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.stored import publish
from yosqa.store import Index, lexical, vectors, view
from yosqa.store.lexical import LexicalView, searchable
from yosqa.store.vectors import VectorView


@pytest.fixture
def words(tmp_path: Path) -> LexicalView:
    texts = ["Staff assess risk.", "Assessing risks well.", "Nothing of the kind.", "risk", "risk"]
    lexical.write(tmp_path, enumerate(texts))
    return LexicalView(tmp_path)


def test_words_are_found_by_their_stem(words: LexicalView) -> None:
    assert {position for position, _ in words.search("risks, assessment", 10)} == {0, 1, 3, 4}


@pytest.mark.parametrize(
    ("word", "held"),
    [("risk", True), ("Risks", True), ("assesses", True), ("kint", True), ("rysk", True), ("ryks", False), ("?", True)],
)
def test_a_word_is_held_in_any_form_and_with_a_letter_wrong(words: LexicalView, word: str, held: bool) -> None:
    assert words.holds(word) == held


def test_nothing_in_a_question_is_an_operator(words: LexicalView) -> None:
    assert words.search('-risk AND text:"(', 10)[0][0] == 3
    assert words.search("?!", 10) == []


def test_equal_scores_stand_in_order_of_position_whatever_the_limit(words: LexicalView) -> None:
    assert [position for position, _ in words.search("risk", 1)] == [3]
    assert [position for position, _ in words.search("risk", 2)] == [3, 4]


def test_ranges_restrict_without_changing_scores(words: LexicalView) -> None:
    everywhere = dict(words.search("risk", 10))
    assert words.search("risk", 10, [(0, 1), (4, 5)]) == [(4, everywhere[4]), (0, everywhere[0])]
    assert words.search("risk", 10, []) == []


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("out-\ncome", "outcome"),
        ("long-\nterm plans", "long-term"),
        ("the ﬁrst ofﬁcer", "first officer"),
        ("assess\u00adment", "assessment"),
        ("Café", "cafe"),
        ("children’s", "children"),
    ],
)
def test_print_does_not_hide_a_word(tmp_path: Path, text: str, question: str) -> None:
    lexical.write(tmp_path, [(0, text), (1, "something else")])
    assert [position for position, _ in LexicalView(tmp_path).search(question, 5)] == [0]


def test_text_without_print_artefacts_is_indexed_as_it_is() -> None:
    assert searchable("A well-known plan\n- first\n- second") == "A well-known plan\n- first\n- second"


@given(
    count=st.integers(1, 60),
    k=st.integers(1, 12),
    seed=st.integers(0, 2**16),
    chosen=st.none() | st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_dense_search_equals_brute_force(
    tmp_path_factory: pytest.TempPathFactory, count: int, k: int, seed: int, chosen: list[tuple[int, int]] | None
) -> None:
    random = np.random.default_rng(seed)
    # Few different vectors, so that ties are common.
    pool = random.normal(size=(max(1, count // 2), 16)).astype(np.float32)
    pool /= np.linalg.norm(pool, axis=1, keepdims=True)
    made = pool[random.integers(0, len(pool), count)]
    file = tmp_path_factory.mktemp("vectors") / "v"
    vectors.write(file, iter([made]), count, 16)
    query = pool[0]
    ranges = None if chosen is None else [(min(a, b, count), min(max(a, b), count)) for a, b in chosen]
    allowed = range(count) if ranges is None else sorted({p for a, b in ranges for p in range(a, b)})
    expected = sorted(((p, round(float(made[p] @ query), 4)) for p in allowed), key=lambda m: (-m[1], m[0]))[:k]
    found = VectorView(file).search(query, k, ranges)
    assert [round(c, 3) for _, c in found] == pytest.approx([round(c, 3) for _, c in expected], abs=2e-3)
    assert len(found) == len(expected)
    assert {p for p, _ in found} <= set(allowed)
    for (first, a), (second, b) in pairwise(found):
        assert a > b or (a == b and first < second)


def test_a_large_index_is_compressed_and_still_finds_the_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "EXACT_UP_TO", 1000)
    random = np.random.default_rng(5)
    made = random.normal(size=(3000, 384)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    vectors.write(tmp_path / "v", iter([made]), 3000, 384)
    assert (tmp_path / "v").stat().st_size < 3000 * 384 * 2
    found = VectorView(tmp_path / "v")
    recalls = []
    for query in made[:50] + 0.02 * random.normal(size=(50, 384)).astype(np.float32):
        query /= np.linalg.norm(query)
        exact = set(np.argsort(-(made @ query))[:10].tolist())
        recalls.append(len(exact & {position for position, _ in found.search(query, 10)}) / 10)
    assert np.mean(recalls) >= 0.97


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow beyond 2 KB, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_view_that_finds_no_space_is_not_taken_for_whole(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    publish(tmp_path, {"a.txt": [f"Passage {n} on something else." for n in range(200)]})
    with Index.open(tmp_path) as index:
        (folder,) = tmp_path.glob("view-*")
        shutil.rmtree(folder)
        request.getfixturevalue("small_files")
        with pytest.raises(OSError):
            view.write(index._connection, tmp_path, index.generation)
    assert list(tmp_path.glob("view-*")) == []
    assert list(tmp_path.glob(".building-*")) == []


TEXTS = {"a.txt": ["Planning is good.", "Risk is known."], "b.txt": ["Court work."]}


@pytest.mark.parametrize("damage", ["lost", "truncated", "garbled", "emptied"])
def test_a_damaged_view_is_made_again(tmp_path: Path, damage: str) -> None:
    publish(tmp_path, TEXTS)
    (folder,) = tmp_path.glob("view-*")
    if damage == "lost":
        shutil.rmtree(folder)
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        data = file.read_bytes()
        broken = {"truncated": data[: len(data) // 2], "garbled": data[::-1], "emptied": b""}[damage]
        file.write_bytes(broken)
    with Index.open(tmp_path) as index:
        assert "search views" in " ".join(index.verify())
        assert [p for p, _ in index.view.lexical.search("court", 3)] != []
        assert len(index.view.dense) == 3
        assert index.verify() == ()
