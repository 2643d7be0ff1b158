"""Which addresses CTGOV_API_URL may hold."""

import pytest

from config.problems import Problem
from config.registry_address import DEFAULT, checked


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", DEFAULT),
        ("  ", DEFAULT),
        ("https://registry.example/api/v2/", "https://registry.example/api/v2"),
        ("http://127.0.0.1:8001/api/v2", "http://127.0.0.1:8001/api/v2"),
        ("http://[::1]:8001", "http://[::1]:8001"),
    ],
)
def test_an_address_loses_its_last_slash_and_none_is_the_registrys_own(
    given: str, read: str
) -> None:
    assert checked("CTGOV_API_URL", given) == read


@pytest.mark.parametrize(
    "wrong",
    [
        "clinicaltrials.gov",
        "ftp://registry.example/api",
        "file:///etc/passwd",
        "https://",
        "https:///api/v2",
        "https://registry.example:port/",
        "https://registry.example:99999/",
        "https://registry.example/api?x=1",
        "https://registry.example/api#x",
        "https://registry.example/a b",
        "https://registry.example/\nX: y",
        "http://[::1/api",
        "https://registry.example/" + "x" * 300,
    ],
)
def test_what_is_no_address_of_an_api_is_refused(wrong: str) -> None:
    with pytest.raises(Problem, match="CTGOV_API_URL must be the address of an API, like https://"):
        checked("CTGOV_API_URL", wrong)


@pytest.mark.parametrize("wrong", ["https://me:secret@registry.example/", "https://@x.example"])
def test_credentials_are_refused_and_not_repeated(wrong: str) -> None:
    with pytest.raises(Problem, match="no user name and no password") as refused:
        checked("CTGOV_API_URL", wrong)
    assert "secret" not in str(refused.value)
