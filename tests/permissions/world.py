"""Records of every state for the addresses to name, and what of them stands in which pattern."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from model_bakery import baker

from news.files import file_name
from news.models import Attachment, NewsImage, NewsItem, PreviewLink
from tests.accounts import member
from tests.records import (
    NOT_LISTED,
    PUBLIC,
    a_finding,
    a_guideline_listing,
    a_link,
    a_source,
    a_trial,
    an_approval,
    an_issue,
    an_item,
)
from trials.api.rendering import refresh as render
from trials.models import (
    Concept,
    Condition,
    Contact,
    Draft,
    FormerAddress,
    ImportRun,
    Intervention,
    Organisation,
    Proposal,
    RegistryRecord,
    Site,
    Trial,
    TrialCondition,
)
from trials.search.indexing import refresh as index

STATES: dict[str, dict[str, Any]] = {
    "public": PUBLIC,
    "draft": NOT_LISTED["draft"],
    "in review": NOT_LISTED["in-review"],
    "embargo": NOT_LISTED["future"],
    "withdrawn": NOT_LISTED["withdrawn"],
}


class Records(dict[str, tuple[Any, ...]]):
    """By the kind of record, what fills these holes of a pattern."""

    def __init__(self, holes: tuple[str, ...], rows: dict[str, tuple[Any, ...]]) -> None:
        super().__init__(rows)
        self.holes = holes


class World:
    """The records, and for each start of a pattern those that it can name; longer starts first."""

    def __init__(self) -> None:
        self.trials, self.items = a_trial_of_each_state(), an_item_of_each_state()
        self.others = the_others(self.trials["public"])
        for state, item in self.items.items():
            a_link(item, self.trials[state], "SUGGESTED")
        self.by_start = {
            **self._of_readers(),
            **self._of_the_desk(),
            **_of_the_admin({**self.others, Trial: self.trials, NewsItem: self.items}),
        }
        render()
        index()

    def _of_readers(self) -> dict[str, Records]:
        trials = {state: (trial.protocol_id,) for state, trial in self.trials.items()}
        items, tokens = _slugs(self.items), _tokens(self.items)
        conditions = {state: (f"condition-{state.replace(' ', '-')}",) for state in STATES}
        issues = {state: (item.issue.slug,) for state, item in self.items.items() if item.issue}
        part = ("<int:pk>", "<str:name>")
        return {
            "trials/": Records(("<str:trial_id>",), trials),
            "conditions/": Records(("<slug:slug>",), conditions),
            "news/issues/": Records(("<slug:slug>",), issues),
            "news/preview/<str:token>/images/": Records(
                ("<str:token>", *part), _parts(tokens, self.items, "images")
            ),
            "news/preview/<str:token>/files/": Records(
                ("<str:token>", *part), _parts(tokens, self.items, "attachments")
            ),
            "news/preview/": Records(("<str:token>",), tokens),
            "news/<slug:slug>/images/": Records(
                ("<slug:slug>", *part), _parts(items, self.items, "images")
            ),
            "news/<slug:slug>/files/": Records(
                ("<slug:slug>", *part), _parts(items, self.items, "attachments")
            ),
            "news/": Records(("<slug:slug>",), items),
            "api/v2/studies/": Records(("<str:study_id>",), trials),
        }

    def _of_the_desk(self) -> dict[str, Records]:
        key = ("<int:pk>",)
        trial = self.trials["public"]
        kind = ContentType.objects.get_for_model(Trial)
        other = User.objects.get(username="somebody")
        passkey: Any = baker.make(
            "mfa.Authenticator", user=other, type="webauthn", data={"name": "x"}
        )
        return {
            "admin/news/desk/trial/": Records(key, _keys(self.trials)),
            "admin/news/desk/": Records(key, _keys(self.items)),
            "accounts/2fa/webauthn/keys/": Records(key, {"another's": (passkey.pk,)}),
            "admin/r/": Records(
                ("<path:content_type_id>", "<path:object_id>"), {"public": (kind.pk, trial.pk)}
            ),
            "admin/auth/user/<id>/": Records(("<id>",), {"one": (other.pk,)}),
        }


def a_trial_of_each_state() -> dict[str, Trial]:
    made = {}
    for number, (state, fields) in enumerate(STATES.items()):
        trial = made[state] = a_trial(f"A02160{2 + number}", **fields)
        slug = f"condition-{state.replace(' ', '-')}"
        condition = baker.make(Condition, name=slug, slug=slug)
        baker.make(TrialCondition, trial=trial, condition=condition)
    return made


def an_item_of_each_state() -> dict[str, NewsItem]:
    """Each in an issue of its own, with a picture, a file and a preview link."""
    made = {}
    member("somebody")
    for state, fields in STATES.items():
        name = state.replace(" ", "-")
        item = made[state] = an_item(f"item-{name}", issue=an_issue(f"issue-{name}"), **fields)
        picture, sheet = (ContentFile(b"it", name=f"it.{end}") for end in ("png", "pdf"))
        baker.make(NewsImage, item=item, alternative_text="it", file=picture)
        baker.make(Attachment, item=item, title="it", file=sheet)
        _preview_link(item)
    return made


def _preview_link(item: NewsItem, **fields: Any) -> PreviewLink:
    until = timezone.now() + timedelta(days=3)
    by = User.objects.get(username="somebody")
    made: PreviewLink = baker.make(
        PreviewLink, item=item, made_for="A reporter", made_by=by, expires_at=until, **fields
    )
    return made


def the_others(trial: Trial) -> dict[Any, dict[str, Any]]:
    """What else the admin has screens of: in each state where there are states, else one."""
    source = a_source()
    published: dict[Any, dict[str, Any]] = {}
    for state, fields in STATES.items():
        for made in (
            a_finding(trial, f"2{len(published)}{len(state)}", source, **fields),
            an_approval(trial, f"Agency {state}", **fields),
            a_guideline_listing(trial, f"Guideline {state}", **fields),
        ):
            published.setdefault(type(made), {})[state] = made
    singles = [
        *(baker.make(Organisation, name="A group"), baker.make(Condition, slug="one", name="One")),
        *(trial.arms.create(label="Arm"), trial.cohorts.create(label="Cohort")),
        trial.endpoints.create(level="PRIMARY", measure="PFS"),
        *(baker.make(Intervention, trial=trial, name="Drug"), baker.make(Site, trial=trial)),
        baker.make(Contact, trial=trial, name="A person"),
        *(a_source("Alone"), baker.make(Concept, preferred="Disease")),
        *(ImportRun.objects.create(inputs=["a.json"]), _registry_record(trial)),
        FormerAddress.objects.create(path="/old/", moved_to=trial.get_absolute_url()),
        *(_proposal(trial), _draft(trial), Group.objects.create(name="Friends")),
        User.objects.get(username="somebody"),
    ]
    return {**published, **{type(one): {"one": one} for one in singles}}


def _registry_record(trial: Trial) -> Any:
    return baker.make(RegistryRecord, trial=trial, digest="0" * 64, study={})


def _proposal(trial: Trial) -> Any:
    return baker.make(
        Proposal,
        content_type=ContentType.objects.get_for_model(Trial),
        object_id=trial.pk,
        field="acronym",
        base_value=trial.acronym,
        proposed_value="NEW",
        origin="EDITOR",
    )


def _draft(trial: Trial) -> Any:
    kind = ContentType.objects.get_for_model(Trial)
    author = User.objects.get(username="somebody")
    return baker.make(
        Draft, content_type=kind, object_id=trial.pk, author=author, reason="It is right so."
    )


def _of_the_admin(records: dict[Any, dict[str, Any]]) -> dict[str, Records]:
    found = {}
    for model in admin.site._registry:
        of = records.get(model) or _any(model)
        start = f"admin/{model._meta.app_label}/{model._meta.model_name}/"
        found[start] = Records(("<path:object_id>",), _keys(of))
    return found


def _any(model: Any) -> dict[str, Any]:
    row = model._default_manager.order_by("pk").first()
    assert row is not None, f"tests/permissions/world.py makes no {model._meta.label}"
    return {"one": row}


def _keys(records: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {of: (record.pk,) for of, record in records.items()}


def _slugs(items: dict[str, NewsItem]) -> dict[str, tuple[Any, ...]]:
    return {state: (item.slug,) for state, item in items.items()}


def _tokens(items: dict[str, NewsItem]) -> dict[str, tuple[Any, ...]]:
    tokens = {state: (item.preview_links.get().token,) for state, item in items.items()}
    revoked = _preview_link(items["draft"], revoked_at=timezone.now())
    return {**tokens, "revoked": (revoked.token,), "made up": ("1:abc",)}


def _parts(
    known: dict[str, tuple[Any, ...]], items: dict[str, NewsItem], kind: str
) -> dict[str, tuple[Any, ...]]:
    """With the key and the name of a picture or a file."""
    filled = {}
    for of, row in known.items():
        part = getattr(items.get(of, items["draft"]), kind).get()
        filled[of] = (*row, part.pk, file_name(part.file))
    return filled
