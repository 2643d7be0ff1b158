"""Which trials a release is proposed to speak of, in what words, and what a person decides."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from news.linking import confirm, reject, suggest_links
from news.mentions import read_mentions
from news.models import NewsItem, TrialLink
from news.roles import role_of
from trials.models import Trial
from trials.vocabulary import IdentifierKind, LinkMethod, LinkRole, LinkStatus

pytestmark = pytest.mark.django_db
Count = Callable[[Callable[[], object]], int]


def trial(protocol_id: str | None, nct_id: str | None = None) -> Trial:
    made: Trial = baker.make(
        Trial, protocol_id=protocol_id, nct_id=nct_id, brief_title=protocol_id or nct_id
    )
    return made


def release(body: str, title: str = "A release") -> NewsItem:
    slug = f"a-release-{NewsItem.objects.count()}"
    item: NewsItem = baker.make(NewsItem, title=title, body=body, slug=slug)
    return item


@pytest.fixture
def cabinet() -> Trial:
    return trial("A021602", "NCT03375320")


@pytest.fixture
def count_queries() -> Count:
    """How many queries a call takes."""

    def counted(call: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return counted


@pytest.fixture
def person() -> User:
    return User.objects.create(username="someone")


def test_one_suggestion_for_each_trial_with_words_and_places(cabinet: Trial) -> None:
    item = release("First, Alliance A021602.\n\nThen 🙂 NCT03375320 as well.")
    (link,) = suggest_links(item)
    assert (link.trial, link.status) == (cabinet, LinkStatus.SUGGESTED)
    assert [item.body[at:] for at in link.positions] == [
        "A021602.\n\nThen 🙂 NCT03375320 as well.",
        "NCT03375320 as well.",
    ]
    assert link.method == LinkMethod.IDENTIFIER
    assert link.evidence == "First, Alliance A021602."
    assert link.confidence is not None
    assert link.confidence > 0.9
    link.full_clean()


@pytest.mark.parametrize(
    "spelling",
    ["Alliance A021602", "nct 03375320", "NCT\u201103375320", "bit.ly/AllianceA021602", "A021602"],
)
def test_spellings(cabinet: Trial, spelling: str) -> None:
    (link,) = suggest_links(release(f"The words {spelling} stand here."))
    assert link.trial == cabinet


def test_a_trial_named_in_the_title_alone(cabinet: Trial) -> None:
    (link,) = suggest_links(release("No number here.", title="Results of A021602 (CABINET)"))
    assert link.positions == []
    assert link.evidence == "Results of A021602 (CABINET)"
    assert link.role == LinkRole.RESULTS


def test_how_it_was_found(cabinet: Trial) -> None:
    cabinet.identifiers.create(kind=IdentifierKind.CTRP, value="NCI-2017-02297")
    by_address = suggest_links(release("See https://example.org/study/NCT03375320 for more."))
    assert by_address[0].method == LinkMethod.LINK
    NewsItem.objects.all().delete()
    by_other_number = suggest_links(release("Registered as NCI-2017-02297."))
    assert by_other_number[0].method == LinkMethod.ALIAS


def test_a_bare_number_is_believed_less_and_a_short_one_least(cabinet: Trial) -> None:
    trial("NCCTG-N1048")
    text = "Shown are Alliance A021602, in the group's words."
    sure, bare, short = (
        suggest_links(release(words))[0].confidence
        for words in (text, "The number A021602 stands alone.", "The number N1048 stands alone.")
    )
    assert sure is not None
    assert bare is not None
    assert short is not None
    assert sure > bare > short


def test_numbers_that_are_not_in_the_registry_are_told_apart(cabinet: Trial) -> None:
    body = "Trials NCT03375320, NCT01234567 and Alliance A031201 (NCT01234567). Part A031999."
    reading = read_mentions(release(body))
    assert list(reading.trials) == [cabinet]
    assert reading.unknown == ["NCT01234567", "A031201"]


def test_a_trial_that_was_merged_leads_to_the_one_that_stays(cabinet: Trial) -> None:
    Trial.objects.filter(pk=trial("A031201").pk).update(merged_into=cabinet)
    (link,) = suggest_links(release("Alliance A031201."))
    assert link.trial == cabinet


def test_grants_lead_to_no_trial(cabinet: Trial) -> None:
    cabinet.identifiers.create(kind=IdentifierKind.FUNDING, value="U10CA180821", resolves=False)
    assert suggest_links(release("Paid for by U10CA180821.")) == []


def test_twenty_trials_take_no_more_queries_than_two(count_queries: Count) -> None:
    numbers = [f"A03{n:04}" for n in range(20)]
    for number in numbers:
        trial(number)
    two = release("Alliance trials: " + ", ".join(numbers[:2]))
    all_of_them = release("Alliance trials: " + ", ".join(numbers))
    assert len(read_mentions(all_of_them).trials) == 20
    assert count_queries(lambda: read_mentions(two)) == count_queries(
        lambda: read_mentions(all_of_them)
    )


def test_decisions_stay_when_the_text_is_read_again(cabinet: Trial, person: User) -> None:
    other = trial("A031201")
    item = release("Alliance A021602 and Alliance A031201.")
    first, second = suggest_links(item)
    confirm(first, person)
    reject(second, person)
    again = {link.trial: link for link in suggest_links(item)}
    assert again[cabinet].status == LinkStatus.CONFIRMED
    assert again[other].status == LinkStatus.REJECTED
    assert TrialLink.objects.count() == 2


def test_who_and_when_are_kept(cabinet: Trial, person: User) -> None:
    (link,) = suggest_links(release("Alliance A021602."))
    confirm(link, person)
    link.refresh_from_db()
    assert link.status == LinkStatus.CONFIRMED
    assert link.decided_by == person
    assert link.decided_at is not None


def test_open_suggestions_follow_the_text_and_keep_the_role_an_editor_chose(cabinet: Trial) -> None:
    trial("A031201")
    item = release("Alliance A021602 and Alliance A031201.")
    suggest_links(item)
    item.trial_links.filter(trial=cabinet).update(role=LinkRole.ACCRUAL)
    item.body = "Only A021602 (Alliance) is left."
    item.save()
    (link,) = suggest_links(item)
    assert (link.trial, link.role, link.positions) == (cabinet, LinkRole.ACCRUAL, [5])
    assert item.trial_links.count() == 1


def test_reading_again_without_change_writes_nothing(cabinet: Trial) -> None:
    item = release("Alliance A021602.")
    suggest_links(item)
    events = apps.get_model("news.TrialLinkEvent")._base_manager
    kept = events.count()
    suggest_links(item)
    assert events.count() == kept == 1


def test_a_link_set_by_hand_stays_though_the_text_says_nothing(cabinet: Trial) -> None:
    item = release("No number.")
    TrialLink.objects.create(item=item, trial=cabinet, method=LinkMethod.MANUAL)
    suggest_links(item)
    assert item.trial_links.count() == 1


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("FDA Approves Cabozantinib Based on Results from the Trial", LinkRole.APPROVAL),
        ("European Commission decision: drug approved", LinkRole.APPROVAL),
        ("Board stops trial after an interim analysis", LinkRole.INTERIM),
        ("The trial is now open to patients", LinkRole.ACTIVATION),
        ("Final results presented at a congress", LinkRole.RESULTS),
        ("The trial has reached its enrollment; accrual is closed", LinkRole.ACCRUAL),
        ("Patients had at least one FDA-approved therapy", LinkRole.BACKGROUND),
    ],
)
def test_role_is_proposed_from_the_words(text: str, role: LinkRole) -> None:
    assert role_of([text]) == role


def test_each_trial_has_the_role_of_its_own_paragraph(cabinet: Trial) -> None:
    other = trial("A031201")
    item = release(
        "Results of Alliance A021602 are out.\n\nAlliance A031201 is now open to patients.",
        title="FDA approves a drug",
    )
    roles = {link.trial: link.role for link in suggest_links(item)}
    assert roles == {cabinet: LinkRole.RESULTS, other: LinkRole.ACTIVATION}
