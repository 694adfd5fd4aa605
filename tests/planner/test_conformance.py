"""The conformance page says what is so."""

from pathlib import Path

import planner
from planner.conformance import page, rows
from planner.language.registry import declarations
from planner.transformation import parse

_PAGE = Path(planner.__file__).with_name("CONFORMANCE.md")


def test_the_page_is_what_darkroom_conformance_prints() -> None:
    assert _PAGE.read_text() == page()


def test_every_example_is_understood() -> None:
    wrong = {row.example for table in rows().values() for row in table if row.cells[-1] == "no"}
    assert wrong == set()


def test_every_example_shows_its_own_word() -> None:
    for table in rows().values():
        for row in table:
            written = {
                part for component in row.example.split("/") for part in component.split(",")
            }
            word = row.name.removeprefix("fl_").rstrip("_")
            assert any(word in part for part in written), row


def test_every_declaration_has_a_row() -> None:
    assert [row.name for row in rows()["Parameters"]] == [f"{key}_" for key in declarations()]


def test_no_word_has_two_rows_in_a_table() -> None:
    for table in rows().values():
        assert len({row.name for row in table}) == len(table)


def test_examples_stand_alone() -> None:
    for table in rows().values():
        for row in table:
            assert parse(row.example).nodes, row
