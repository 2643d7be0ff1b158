import pytest

from benchmarks.metrics import fused, ndcg, recall, spread


def test_the_best_order_has_an_ndcg_of_one_and_a_worse_one_less() -> None:
    gains = {"a": 2, "b": 1, "c": 0}
    assert ndcg(["a", "b", "c"], gains) == 1
    assert ndcg(["b", "a"], gains) == pytest.approx((1 + 2 / 1.58496) / (2 + 1 / 1.58496), 1e-4)
    assert ndcg(["x", "y"], gains) == 0


def test_what_stands_below_the_depth_does_not_count() -> None:
    assert ndcg(["x", "a"], {"a": 1}, depth=1) == 0
    assert recall(["x", "a"], {"a"}, depth=1) == 0
    assert recall(["x", "a"], {"a", "b"}) == 0.5


def test_nothing_wanted_is_no_division_by_zero() -> None:
    assert ndcg(["a"], {"a": 0}) == 0
    assert recall(["a"], set()) == 0


def test_what_two_rankings_have_comes_before_what_one_has_on_top() -> None:
    assert fused([["a", "b"], ["c", "b"]]) == ["b", "a", "c"]


def test_the_spread_lies_around_the_mean_and_is_the_same_every_time() -> None:
    low, high = spread([0.0, 1.0] * 20)
    assert 0.3 < low < 0.5 < high < 0.7
    assert spread([0.0, 1.0] * 20) == (low, high)
