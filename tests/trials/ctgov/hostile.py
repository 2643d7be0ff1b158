"""Studies that nobody should send: made from the registry's schema, or real ones spoilt."""

import copy
import random
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.trials.ctgov.many import a_study
from tests.trials.ctgov.studies import INVENTED, Steps, places
from tests.trials.ctgov.test_importer import GROUP_TRIAL

Spoilt = Callable[[Any, Steps, Any, random.Random], None]

TEXTS = [
    "",
    " \n",
    "\0",
    "a NUL\0 within",
    "\ud800",
    "half \udfff of a pair",
    "long " * 20_000,
    "a" * 300,
    "ä" * 301,
    "a" * 501,
    "2018-13",
    "2018-02-30",
    "0000-01-01",
    "0000",
    "9999",
    "2018-07-15T25:61",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=1+1",
    '=HYPERLINK("https://nowhere.example")',
    "{{ 7 * 7 }}{% debug %}",
    "\u202egnirts siht sesrever",
    "\u2028\u2029\x85\x0b\x1b[31m",
    "\U0001f9ec\U0001f468\u200d\u2695\ufe0f",
    "a\u0301" * 40,
    "NCT00000000",
    "A021602",
    "RECRUTING",
    "javascript:alert(1)",
    "https://nowhere.example/" + "x" * 2100,
    "99999999 Years",
    "\uff11\uff12 Years",
    "%s %(name)s {0}",
    "\\",
    "'; DROP TABLE trials_trial; --",
]
OTHERS: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    32768,
    2**31,
    2**63,
    10**40,
    -1.5,
    91.0,
    -180.000001,
    float("nan"),
    float("inf"),
    1e300,
    [],
    {},
    [[]],
    [None],
    {"a": {"b": [1]}},
    {"nctId": "NCT99999901"},
]
ALWAYS = {
    *("protocolSection", "identificationModule", "nctId", "briefTitle"),
    *("name", "label", "measure", "citation", "url", "term", "id", "lat", "lon"),
}
"""Keys without which an object says nothing."""
values = (
    st.sampled_from([*TEXTS, *OTHERS])
    | st.text(st.characters(codec=None), max_size=30)
    | st.integers()
    | st.floats()
)


def _parent(study: Any, steps: Steps) -> Any:
    for step in steps[:-1]:
        study = study[step]
    return study


def _delete(study: Any, steps: Steps, value: Any, dice: random.Random) -> None:
    del _parent(study, steps)[steps[-1]]


def _replace(study: Any, steps: Steps, value: Any, dice: random.Random) -> None:
    _parent(study, steps)[steps[-1]] = copy.deepcopy(value)


def _twice(study: Any, steps: Steps, value: Any, dice: random.Random) -> None:
    """Every element of a list; of an object's value, a list of two."""
    parent, last = _parent(study, steps), steps[-1]
    there = parent[last]
    parent[last] = copy.deepcopy([*there, *there] if isinstance(there, list) else [there, there])


def _again(study: Any, steps: Steps, value: Any, dice: random.Random) -> None:
    """An element of a list once more, beside itself."""
    parent, last = _parent(study, steps), steps[-1]
    if isinstance(parent, list):
        parent.insert(int(last), copy.deepcopy(parent[int(last)]))


def _swap(study: Any, steps: Steps, value: Any, dice: random.Random) -> None:
    """With what stands at another place, where neither holds the other."""
    other = dice.choice([at for at, _ in places(study)])
    if other[: len(steps)] == steps or steps[: len(other)] == other:
        return
    one, two = _parent(study, steps), _parent(study, other)
    one[steps[-1]], two[other[-1]] = two[other[-1]], one[steps[-1]]


def _shuffle(study: Any, steps: Steps, value: Any, dice: random.Random) -> None:
    """The order of keys or elements."""
    parent, last = _parent(study, steps), steps[-1]
    there = parent[last]
    if isinstance(there, list):
        dice.shuffle(there)
    elif isinstance(there, dict):
        parent[last] = dict(dice.sample(list(there.items()), len(there)))


def _thousands(study: Any, steps: Steps, value: Any, dice: random.Random) -> None:
    parent, last = _parent(study, steps), steps[-1]
    if isinstance(there := parent[last], list) and there:
        parent[last] = [copy.deepcopy(there[n % len(there)]) for n in range(1000)]


def _deeper(study: Any, steps: Steps, value: Any, dice: random.Random) -> None:
    parent, last = _parent(study, steps), steps[-1]
    for _ in range(dice.choice([1, 3, 70, 300])):
        parent[last] = [parent[last]]


def _unknown_key(study: Any, steps: Steps, value: Any, dice: random.Random) -> None:
    parent = _parent(study, steps)
    if isinstance(parent, dict):
        parent[dice.choice(TEXTS)[:70]] = copy.deepcopy(value)


def _reworded(study: Any, steps: Steps, value: Any, dice: random.Random) -> None:
    """Another text where any text will do."""
    parent, last = _parent(study, steps), steps[-1]
    if last in ("description", "facility", "city", "name", "measure", "citation", "label", "title"):
        parent[last] = f"Other {last} {dice.randint(0, 2)}"


SPOILT: list[Spoilt] = [
    _replace,
    _delete,
    _twice,
    _again,
    _swap,
    _shuffle,
    _unknown_key,
    _deeper,
    _thousands,
]
GENTLE: list[Spoilt] = [_delete, _again, _shuffle, _reworded]
"""What leaves most studies sound."""


@st.composite
def spoilt(draw: st.DrawFn, good: Any, ways: list[Spoilt] = SPOILT, most: int = 4) -> Any:
    """A copy with a few nodes deleted, replaced, doubled, swapped ..."""
    study = copy.deepcopy(good)
    for way in draw(st.lists(st.sampled_from(ways), min_size=1, max_size=most)):
        there = [at for at, _ in places(study)]
        if there:
            at = there[draw(st.integers(0, 10_000)) % len(there)]
            value = draw(values) if way in (_replace, _unknown_key) else None
            way(study, at, value, random.Random(draw(st.integers(0, 1000))))  # noqa: S311
    return study


def spoilt_inventions() -> st.SearchStrategy[Any]:
    """Of the invented studies, each with every module."""
    return st.sampled_from([INVENTED, GROUP_TRIAL, a_study(0), a_study(12)]).flatmap(spoilt)


def from_schema() -> st.SearchStrategy[Any]:
    """Any of the schema's keys with values of their own kind, and now and then another's."""
    return _like([INVENTED, GROUP_TRIAL, a_study(0), a_study(3)])


def _like(examples: list[Any]) -> st.SearchStrategy[Any]:
    if objects := [one for one in examples if isinstance(one, dict)]:
        keys = sorted({key for one in objects for key in one})
        parts = {key: _like([one[key] for one in objects if key in one]) for key in keys}
        always = ALWAYS & parts.keys()
        rest = {key: part for key, part in parts.items() if key not in always}
        return st.fixed_dictionaries({key: parts[key] for key in sorted(always)}, optional=rest)
    if lists := [one for one in examples if isinstance(one, list)]:
        return st.lists(_like([element for one in lists for element in one]), max_size=3)
    seen = st.sampled_from([one for one in examples if not isinstance(one, dict | list)])
    return st.integers(0, 59).flatmap(lambda rare: values if rare == 59 else seen)


@st.composite
def spoilt_bytes(draw: st.DrawFn, good: bytes) -> bytes:
    """A file cut off, with bytes lost, changed, or put where they do not belong."""
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        some = draw(
            st.binary(max_size=6) | st.sampled_from([b'"', b"{", b"]", b",", b"\0", b"NaN"])
        )
        match draw(st.sampled_from(["insert", "replace", "lose", "cut"])):
            case "insert":
                data[at:at] = some
            case "replace":
                data[at : at + len(some)] = some
            case "lose":
                del data[at : at + draw(st.integers(1, 300))]
            case "cut":
                del data[at:]
    return bytes(data)
