"""Drafts as people keep and decide on them: by the form of the record, by the draft's page."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from tests.forms import form_data
from trials.admin import sent
from trials.admin.row_versions import versions
from trials.drafts.due import apply_due
from trials.models import Draft


def change(record: Any) -> str:
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


def preview(draft: Draft) -> str:
    return reverse("admin:trials_draft_preview", args=[draft.pk])


def keep(client: Client, record: Any, query: str = "", **typed: Any) -> Draft:
    address = f"{change(record)}{query}"
    answer = client.post(address, form_data(client, address) | typed | {"_draft": "x"})
    assert answer.status_code == 302
    draft = Draft.objects.first()
    assert draft is not None
    assert answer["Location"] == change(draft)
    return draft


def press(client: Client, draft: Draft, act: str, **typed: Any) -> Any:
    """Press a button of the page; the answer's page."""
    return client.post(change(draft), pressed(client, draft, act, **typed), follow=True)


def pressed(client: Client, draft: Draft, act: str, **typed: Any) -> dict[str, Any]:
    """What a button of the page sends, as if it were opened now; it is not rendered."""
    request: Any = RequestFactory().get(change(draft))
    request.user = get_user(client)
    seen = versions([draft.target, draft])
    return {"act": act, "_form": sent.new_key(request), **seen, **typed}


def missed(draft: Draft, publisher: Client, set_clock: Callable[[datetime], None]) -> None:
    """Approve this new acronym for a time to come, at which the record has another one."""
    at = timezone.now() + timedelta(hours=2)
    boxes = (f"{at:%Y-%m-%d}", f"{at:%H:%M}", "UTC")
    typed = {f"takes_effect_at_{number}": box for number, box in enumerate(boxes)}
    assert "in its time, by itself" in press(publisher, draft, "approve", **typed).content.decode()
    record: Any = draft.target
    record.acronym = "Theirs"
    record.save()
    set_clock(at)
    assert apply_due() == 0


def page_of(record: Any) -> bytes:
    answer = Client().get(record.get_absolute_url())
    assert answer.status_code == 200
    return answer.content


def typed_rows(
    client: Client,
    record: Any,
    table: str,
    *,
    query: str = "",
    changed: dict[Any, dict[str, Any]] | None = None,
    new: list[dict[str, Any]] | None = None,
    removed: list[Any] | None = None,
) -> dict[str, Any]:
    """The inputs of one table of the form with these rows changed, added, ticked to go."""
    data = form_data(client, f"{change(record)}{query}")
    total = int(data[f"{table}-TOTAL_FORMS"])
    at = {str(data.get(f"{table}-{one}-id")): one for one in range(total)}
    typed: dict[str, Any] = {f"{table}-TOTAL_FORMS": total + len(new or [])}
    for row, values in (changed or {}).items():
        typed |= {f"{table}-{at[str(row.pk)]}-{name}": one for name, one in values.items()}
    typed |= {f"{table}-{at[str(row.pk)]}-DELETE": "on" for row in removed or []}
    for number, values in enumerate(new or [], total):
        typed |= {f"{table}-{number}-{name}": one for name, one in values.items()}
        typed |= {f"{table}-{number}-position": values.get("position", 0)}
    return typed
