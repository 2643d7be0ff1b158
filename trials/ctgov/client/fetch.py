"""From NCT numbers to studies: in groups, then alone those that are left; what is then missing.

A number is Missing only where a complete list that was asked for it lacks it, and its own address
says 404 as well: whatever goes wrong between us and the registry must never read as a record gone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from trials import identifiers
from trials.ctgov.client.answers import Study, all_numbers, own_number, read_page, read_study
from trials.ctgov.client.failures import Failed, SentAway, Unfit
from trials.ctgov.client.manners import Manners
from trials.ctgov.client.registry import Registry
from trials.ctgov.files import Found, Refusal

LONGEST_URL = 4000  # characters
BESIDE_IDS = 1200  # of them for the page's token and the other parameters
LENGTH = 12  # of a number and its comma
FEW = 3  # of which all may be missing


@dataclass(frozen=True, slots=True)
class Missing(Refusal):
    """The registry has no record of this number, and says so itself."""

    number: str


def is_believed(missing: int, total: int) -> bool:
    """Whether so many may be gone; else rather the registry, or what we have of it, is broken."""
    return missing <= max(FEW, total // 10)


def fetch_studies(
    ids: Iterable[str], base_url: str, manners: Manners | None = None
) -> Iterator[Found]:
    """Each study that the API under this address has, then the reasons of those it has not.

    A study comes once, also where two of its numbers are asked for. What is missing comes last.
    """
    manners = manners or Manners()
    asked: dict[str, None] = {}
    for text in ids:
        number = identifiers.fold(text)
        if identifiers.is_nct_id(number):
            asked[number] = None
        else:
            yield text, Refusal("is no number of ClinicalTrials.gov: NCT and eight digits")
    with Registry(base_url, manners) as registry:
        yield from _Run(registry, manners, asked).studies()


class _Run:
    """What is still to be asked, what was given, and how often in a row the registry failed."""

    def __init__(self, registry: Registry, manners: Manners, asked: dict[str, None]) -> None:
        self._registry, self._manners = registry, manners
        self._total = len(asked)
        self._left = asked
        self._given: set[str] = set()
        self._missing: list[str] = []
        self._strikes = 0
        self._over = ""  # why nothing more is asked

    def studies(self) -> Iterator[Found]:
        """All of it."""
        for group in self._groups():
            yield from self._group(group)
            if self._over:
                break
        yield from self._rest()
        yield from self._gone()

    def _groups(self) -> Iterator[list[str]]:
        room = (LONGEST_URL - BESIDE_IDS - len(self._registry.base)) // LENGTH
        size = max(1, min(self._manners.group, room))
        numbers = list(self._left)
        for start in range(0, len(numbers), size):
            # An alias may have come with its study, in a group before.
            if group := self._still(numbers[start : start + size]):
                yield group

    def _group(self, group: list[str]) -> Iterator[Found]:
        """Ask for all of them; in halves where that is no use, perhaps for the sake of one."""
        unfit = ""  # the words alone: an error keeps alive what was read when it came
        try:
            yield from self._listed(group)
        except Unfit as failure:
            unfit = failure.reason
        except Failed as failure:
            yield from self._struck(failure, self._still(group))
            return
        left = self._still(group)
        if unfit and len(group) > 1:
            yield from self._halves(left)
            return
        for number in left:
            if not self._over:
                yield from self._alone(number, unfit)

    def _halves(self, group: list[str]) -> Iterator[Found]:
        middle = (len(group) + 1) // 2
        for half in (group[:middle], group[middle:]):
            if half and not self._over:
                yield from self._group(self._still(half))

    def _still(self, group: list[str]) -> list[str]:
        return [number for number in group if number in self._left]

    def _listed(self, group: list[str]) -> Iterator[Found]:
        """Studies as the list of these numbers has them; Failed unless that list is complete."""
        token, seen = "", {""}
        while True:
            page = read_page(self._registry.get("studies", _parameters(group, token)))
            self._strikes = 0
            while page.studies:  # given away one by one, not held until the next page
                yield from self._study(page.studies.pop(0), group)
            token = page.token
            if not token:
                return
            if token in seen or len(seen) > len(group):
                raise Unfit("answered with pages that do not end")
            seen.add(token)

    def _study(self, study: Study, asked: Iterable[str]) -> Iterator[Found]:
        numbers = all_numbers(study)
        if numbers.isdisjoint(asked):
            raise Unfit("answered with a study that was not asked for")
        for number in numbers:
            self._left.pop(number, None)
        own = own_number(study) or min(numbers)
        if own not in self._given:
            self._given.add(own)
            yield self._origin(own), study

    def _alone(self, number: str, unfit: str) -> Iterator[Found]:
        """Ask at the number's own address, which knows numbers of old as well.

        A 404 is believed beside a list that lacks the number, not where the list was unfit.
        """
        try:
            answer = self._registry.get(f"studies/{number}", {"format": "json"})
            if answer.status == HTTPStatus.OK:
                yield from self._study(read_study(answer, number), [number])
            elif unfit:
                raise Failed(f"says 404, but its list, which should agree, {unfit}")
            else:
                self._miss(number)
            self._strikes = 0
        except Failed as failure:
            yield from self._struck(failure, [number])

    def _miss(self, number: str) -> None:
        del self._left[number]
        self._missing.append(number)

    def _struck(self, failure: Failed, numbers: list[str]) -> Iterator[Found]:
        """Refuse these, or leave them to the rest where this was once too often."""
        self._strikes += 1
        if isinstance(failure, SentAway) or self._strikes >= self._manners.strikes:
            self._over = failure.reason
            return
        for number in numbers:
            self._left.pop(number, None)
            yield self._origin(number), Refusal(f"the registry {failure.reason}")

    def _rest(self) -> Iterator[Found]:
        """Those that nothing is known of, in one sentence."""
        if self._left:
            more = f" and {len(self._left) - 1:,} more" if len(self._left) > 1 else ""
            yield (
                self._origin(next(iter(self._left)) + more),
                Refusal(f"nothing more was asked of the registry, which {self._over}"),
            )

    def _gone(self) -> Iterator[Found]:
        """What is missing, unless it is so much that rather the registry is broken."""
        many = len(self._missing)
        believed = is_believed(many, self._total)
        for number in self._missing:
            yield (
                self._origin(number),
                Missing("the registry has no record of this number", number)
                if believed
                else Refusal(
                    f"the registry says that it has no record of this number, nor of {many - 1:,} "
                    f"others of the {self._total:,} asked for: too many to believe it"
                ),
            )

    def _origin(self, number: str) -> str:
        return f"{number} at {self._registry.host}"


def _parameters(group: list[str], token: str) -> dict[str, str]:
    """The same on every page, but for its token."""
    asked = {"filter.ids": ",".join(group), "pageSize": str(len(group)), "format": "json"}
    return asked | ({"pageToken": token} if token else {})
