from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hashing import HashingEmbedder
from tests.store.stored import EMBEDDER, publish
from yosqa import search
from yosqa.errors import IndexUnreadable
from yosqa.search import Searcher, fuse
from yosqa.store import Index

DOCUMENTS = {
    "Inspection of Essex": ["Planning is strong.", "The board meets every month.", "Staff are trained."],
    "Inspection of Barnet": ["Planning is weak.", "The board has had three chairs.", "Staff are trained."],
    "Inspection of Leeds": ["Court reports are timely.", "Planning considers victims.", "Risk is managed."],
}


@pytest.fixture
def searcher(tmp_path: Path) -> Iterator[Searcher]:
    publish(tmp_path, DOCUMENTS)
    with Index.open(tmp_path) as index:
        yield Searcher(index, EMBEDDER)


@pytest.fixture
def ids(tmp_path: Path, searcher: Searcher) -> dict[str, str]:
    with Index.open(tmp_path) as index:
        return {document.path: document.id for document in index.documents()}


def test_the_title_of_a_document_helps_to_find_its_passages(searcher: Searcher) -> None:
    best = searcher.search("How was planning in Barnet?", k=3).hits[0]
    assert best.passage.text == "Planning is weak."
    assert best.rank == 1
    assert best.lexical_rank == 1
    assert best.cosine is not None


def test_every_hit_is_explained_and_ranks_count_up(searcher: Searcher) -> None:
    hits = searcher.search("three chairs of the board", k=9).hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.cosine is not None and (hit.lexical_rank or hit.dense_rank) for hit in hits)


def test_a_search_within_documents_is_exact(searcher: Searcher, ids: dict[str, str]) -> None:
    chosen = [ids["Inspection of Essex"], ids["Inspection of Leeds"]]
    hits = searcher.search("planning", k=20, documents=chosen).hits
    assert {hit.passage.document_id for hit in hits} == set(chosen)
    assert len(hits) == 6
    everywhere = {hit.passage.id: hit.cosine for hit in searcher.search("planning", k=20).hits}
    assert all(everywhere[hit.passage.id] == hit.cosine for hit in hits)
    assert searcher.search("planning", k=20, documents=[]).hits == ()
    assert searcher.search("planning", k=20, documents=["no such document"]).hits == ()


def test_the_same_question_gives_the_same_ranking(tmp_path: Path, searcher: Searcher) -> None:
    first = searcher.search("planning", k=5)
    assert searcher.search("planning", k=5) == first
    with Index.open(tmp_path) as again:
        assert Searcher(again, EMBEDDER).search("planning", k=5) == first
    assert first.hits == searcher.search("planning", k=9).hits[:5]


def test_a_question_without_any_word_of_the_corpus_is_answered_by_meaning_alone(searcher: Searcher) -> None:
    hits = searcher.search("zzz", k=3).hits
    assert len(hits) == 3
    assert all(hit.lexical_rank is None for hit in hits)


def test_cosines_cover_every_passage_of_the_documents(searcher: Searcher, ids: dict[str, str]) -> None:
    found = searcher.cosines("planning", [ids["Inspection of Essex"]])
    hits = searcher.search("planning", k=20, documents=[ids["Inspection of Essex"]]).hits
    assert found == pytest.approx({hit.passage.id: hit.cosine for hit in hits}, abs=1e-5)


def test_an_index_of_another_model_is_refused_with_the_remedy(tmp_path: Path) -> None:
    class Other(HashingEmbedder):
        identity = "other/2"

    publish(tmp_path, DOCUMENTS)
    with Index.open(tmp_path) as index, pytest.raises(IndexUnreadable, match=r"hashing/1.*other/2.*yosqa index"):
        Searcher(index, Other())


_CANDIDATES = st.dictionaries(st.integers(0, 50), st.floats(-1, 1).map(lambda x: round(x, 5)), max_size=20)


@given(
    cosines=_CANDIDATES,
    lexical=st.dictionaries(st.integers(0, 50), st.floats(0.1, 30), max_size=20),
    random=st.randoms(use_true_random=False),
)
@settings(deadline=None)
def test_fusion_does_not_depend_on_the_order_of_candidates(
    cosines: dict[int, float], lexical: dict[int, float], random: object
) -> None:
    words = [(position, score) for position, score in lexical.items() if position in cosines]
    shuffled, places = list(words), list(cosines.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(places)  # type: ignore[attr-defined]
    fused = fuse(words, cosines, 10)
    assert fuse(shuffled, dict(places), 10) == fused
    assert {position for position, _ in fused} == cosines.keys()
    assert all(0 <= score <= 1 for _, score in fused)


def test_what_both_searches_put_first_comes_first() -> None:
    assert fuse([(7, 12.0), (3, 5.0)], {3: 0.2, 7: 0.9, 5: 0.5}, 10)[0][0] == 7


def test_what_a_search_has_not_found_counts_as_the_worst_only_where_it_was_cut_short() -> None:
    matches, cosines = [(1, 12.0), (2, 5.0)], {1: 0.5, 2: 0.5, 3: 0.5}
    cut_short, whole = dict(fuse(matches, cosines, 2)), dict(fuse(matches, cosines, 3))
    assert cut_short[3] == cut_short[2]
    assert whole[3] < whole[2]


def test_asking_for_more_than_usual_scores_as_a_search_that_goes_as_deep(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = searcher.search("planning", k=9)
    monkeypatch.setattr(search, "DEPTH", 2)
    assert searcher.search("planning", k=9) == usual
