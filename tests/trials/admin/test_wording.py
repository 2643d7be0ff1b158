"""Words that only one of two texts has are marked, and long runs in common left out."""

from trials.admin.wording import are_alike, are_cut, side_by_side


def changed(pieces: list) -> list[str]:  # type: ignore[type-arg]
    return [piece.text.strip() for piece in pieces if piece.is_changed]


def test_changed_words_are_marked_on_both_sides() -> None:
    ours, theirs = side_by_side("At least 18 years old, any stage", "At least 21 years old, stage")
    assert changed(ours) == ["18", "any"]
    assert changed(theirs) == ["21"]
    assert "".join(piece.text for piece in ours) == "At least 18 years old, any stage"


def test_spacing_is_no_change_and_lines_stay() -> None:
    ours, theirs = side_by_side("One\n\ntwo", "One two")
    assert changed(ours) == changed(theirs) == []
    assert ours[0].text == "One\n\ntwo"


def test_a_long_run_in_common_is_left_out_with_its_length() -> None:
    same = " ".join(f"word{one}" for one in range(500))
    ours, theirs = side_by_side(f"{same} ours {same}", f"{same} theirs {same}")
    assert [piece.left_out for piece in ours if piece.left_out] == [480, 480]
    assert are_cut(theirs)
    assert changed(ours) == ["ours"]


def test_texts_of_any_length_are_compared_in_bounded_work() -> None:
    ours, theirs = side_by_side("a b " * 3_000, "c d " * 3_000)
    assert len(changed(ours)) == len(changed(theirs)) == 1


def test_nothing_beside_something() -> None:
    assert side_by_side("", "All of it") == ([], side_by_side("", "All of it")[1])
    assert changed(side_by_side("", "All of it")[1]) == ["All of it"]


def test_other_texts_are_told_from_changed_ones() -> None:
    assert are_alike(*side_by_side("Testing A in lung cancer", "Testing B in lung cancer"))
    assert not are_alike(*side_by_side("A trial of two drugs", "This compares a new agent of old"))
    assert not are_alike(*side_by_side("", "All of it"))
