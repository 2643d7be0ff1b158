"""What stands in a document, weighed: words, names, numbers and titles; no table is asked."""

from trials.search.indexing.names import Names
from trials.search.indexing.occurrences import occurrences_of, title_key
from trials.search.words import key_of

NAMES = Names(
    1,
    single={"cancer": (1,)},
    several={"lung cancer": (2, 3)},
    lengths={"lung": {"cancer": {2}}},
    capitals={"net": (("NET", 4),)},
)


def weights(*keys: str, **texts: object) -> dict[str, int]:
    return dict(occurrences_of(texts, keys, NAMES).weights)


def test_a_word_in_the_title_says_more_than_one_below() -> None:
    said = weights(title="gold", summary="silver", eligibility="tin")
    assert said["gold"] > said["silver"] > said["tin"] >= 1


def test_a_word_said_often_says_more_but_never_too_much() -> None:
    once, often = weights(summary="gold tin"), weights(summary="gold " * 5_000)
    assert once["gold"] < often["gold"] <= 255


def test_a_word_in_a_short_document_says_more() -> None:
    assert weights(summary="gold")["gold"] > weights(summary="gold " + "tin " * 999)["gold"]


def test_names_are_found_within_names() -> None:
    said = weights(summary="Lungs: cancers of a NET.")
    assert {"#1", "#2", "#3"} <= said.keys()
    assert "#4" in weights(summary="a NET")
    assert "#4" not in weights(summary="a net")


def test_no_name_goes_from_one_text_into_the_next() -> None:
    assert "#2" not in weights(conditions=["lung", "cancer"], title="lung")
    assert "#2" in weights(conditions=["lung cancer"])


def test_numbers_and_whole_titles_say_most() -> None:
    said = weights("A021602", title="Gold in lungs", acronym="GIL", former=["Old"])
    for key in ("=A021602", title_key("gold in LUNG"), title_key("gil"), title_key("OLD")):
        assert said[key] == 255


def test_stems_stand_in_a_row_for_phrases() -> None:
    read = occurrences_of({"title": "Cancer of the lung", "keywords": ["a", "b c"]}, (), NAMES)
    assert read.in_order.split("\n") == [key_of("cancer lung"), "", "b c"]
    assert {"Cancer", "lung"} <= read.words


def test_an_empty_document_has_its_numbers_alone() -> None:
    assert weights("A021602", title="") == {"=A021602": 255, title_key(""): 255}
