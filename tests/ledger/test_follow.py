from __future__ import annotations

from pathlib import Path

from tests.ledger.reading import parts, read
from yosqa.ledger import Figure, LedgerRow
from yosqa.ledger.follow import follow, next_inspection
from yosqa.ledger.likeness import Weights, stems

FIRST = """# Inspection of Ashford

## Recommendations

1. Ensure that return home interviews are offered promptly to children who go missing.

2. Publish the annual report of the fostering panel.
"""
SECOND = """# Inspection of Ashford

Children who go missing from home are now offered a return home interview promptly, and most accept.

Leaders know their services well.
"""


def test_a_recommendation_is_linked_to_the_passage_on_its_matter(tmp_path: Path) -> None:
    made_by = tmp_path / "first.md"
    made_by.write_text(FIRST, encoding="utf-8")
    first = read(made_by, published="2019-05")
    made = [row for row in first if row.kind is Figure.RECOMMENDATION]
    assert [row.normal for row in made] == ["1", "2"]
    path = tmp_path / "second.md"
    path.write_text(SECOND, encoding="utf-8")
    pages, found = parts(path)
    (followed,) = follow(made, "second", pages, found)
    assert followed.recommendation.normal == "1"
    passage = pages[0].text[followed.passage.start : followed.passage.end]
    assert passage.startswith("Children who go missing")
    assert 0.35 <= followed.confidence <= 1


def test_forms_of_a_word_are_one_and_what_every_recommendation_says_is_left_out() -> None:
    made = stems("ensure that homelessness is assessed; inspectors need 3 children's plans made")
    assert made == stems("homeless assessment, child planning")


def test_a_compound_is_a_word_of_its_own() -> None:
    assert not {*stems("out-of-court cases")} & {*stems("post-court work")}


def test_the_next_inspection_is_the_first_later_one_of_the_same_place_and_family(tmp_path: Path) -> None:
    def reported(name: str, published: str, place: str = "Ashford") -> tuple[LedgerRow, ...]:
        path = tmp_path / f"{name}.md"
        path.write_text(FIRST, encoding="utf-8")
        return read(path, published=published, places=(place,))

    first, second, third = reported("a", "2018-01"), reported("b", "2020-01"), reported("c", "2022-01")
    elsewhere = reported("d", "2019-01", "Bexhill")
    pool = (*first, *third, *second, *elsewhere)
    assert next_inspection(first[0], pool) == "b"
    assert next_inspection(third[0], pool) is None


def test_a_weight_does_not_depend_on_the_order_in_which_a_set_gives_its_words() -> None:
    words = [f"word{number}" for number in range(200)]
    weights = Weights([frozenset(words[:number]) for number in range(200)])
    for number in range(200):
        chosen = words[number:]
        assert weights.of(frozenset(chosen)) == weights.of(frozenset(reversed(chosen)))
