"""Settings of the API's limit are read strictly: a slip is told in a sentence at the start."""

from ipaddress import ip_address

import pytest

from config.limits import networks, number
from config.problems import Problem


def test_a_number_or_the_default() -> None:
    assert [number("X", text, default=600) for text in ("", " ", "0", " 25 ")] == [600, 600, 0, 25]


@pytest.mark.parametrize("text", ["-1", "1.5", "many", "٣", "1e3", "9" * 30])
def test_what_is_no_number_is_a_problem(text: str) -> None:
    with pytest.raises(Problem, match="X must be a whole number"):
        number("X", text, default=600)


def test_addresses_and_networks() -> None:
    (one, many, six) = networks("X", ["127.0.0.1", " 10.1.2.3/8", "2001:db8::/32", ""])

    assert ip_address("127.0.0.1") in one
    assert ip_address("10.200.0.1") in many
    assert ip_address("2001:db8::7") in six


@pytest.mark.parametrize("text", ["proxy.example.org", "10.0.0.0/40", "10.0.0"])
def test_what_is_no_network_is_a_problem(text: str) -> None:
    with pytest.raises(Problem, match="X must be addresses or networks"):
        networks("X", [text])
