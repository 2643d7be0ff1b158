"""What a release states of a trial, found in its sentences: pure, and linear in the text.

Precision goes before recall: a fact that is not there costs an editor's trust, one that was missed
is typed. What is planned, hoped for, denied, quoted or said of another trial is no fact.
"""

from collections.abc import Container, Iterator

from news.facts.approvals import find_approvals
from news.facts.cohorts import Cohorts
from news.facts.design import find_design
from news.facts.endpoints import find_endpoints
from news.facts.enrollment import find_enrollment
from news.facts.fact import Fact, Kind
from news.facts.funding import find_funding
from news.facts.guidelines import find_guidelines
from news.facts.other_trials import about_own_trial
from news.facts.publications import find_publications
from news.facts.results import find_results
from news.facts.sentences import Sentence, sentences

__all__ = ["Fact", "Kind", "Sentence", "facts_of", "find_facts", "read_sentences"]

LONGEST = 200_000
"""Characters that are read; no release is near it, and a few seconds are enough for any text."""


def find_facts(text: str, dated: str = "") -> list[Fact]:
    """The facts of a text (Markdown or plain) about one trial, in its order.

    `dated` is the day (or month) on the release, which "today" means there.
    """
    return facts_of(list(read_sentences(text)), dated)


def read_sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text, as far as it is read."""
    return sentences(text[:LONGEST])


def facts_of(read: list[Sentence], dated: str = "", naming: Container[int] = ()) -> list[Fact]:
    """The facts of these sentences, which speak of one trial.

    Those that start at `naming` are known to name it.
    """
    cohorts, own = Cohorts(read), about_own_trial(read, naming)
    found = [
        *find_approvals(read, dated),
        *find_enrollment(own, cohorts),
        *find_design(own),
        *find_endpoints(own),
        *find_results(own, cohorts),
        *find_publications(read, dated),
        *find_guidelines(read),
        *find_funding(read),
    ]
    return sorted(found, key=lambda fact: (fact.start, fact.end))
