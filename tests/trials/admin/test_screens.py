"""Every list, form and history opens, for every group that may see it."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from trials.models import Trial

pytestmark = pytest.mark.django_db
SCREENS = [
    model for model in admin.site._registry if model._meta.app_label in ("trials", "news", "auth")
]


def place(model: type, page: str) -> str:
    opts = model._meta  # type: ignore[attr-defined]
    return f"admin:{opts.app_label}_{opts.model_name}_{page}"


@pytest.mark.slow
@pytest.mark.parametrize("model", SCREENS, ids=lambda model: model.__name__)
def test_lists_and_empty_forms_open(model: type, trial: Trial, admin_client: Client) -> None:
    answer = admin_client.get(reverse(place(model, "changelist")), {"q": "A021602"})
    assert answer.status_code == 200
    screen = admin.site._registry[model]
    superuser = User.objects.get(username="admin")
    request = answer.wsgi_request
    request.user = superuser
    if screen.has_add_permission(request):
        assert admin_client.get(reverse(place(model, "add"))).status_code == 200
        asked = admin_client.get(reverse(place(model, "add")), {"trial": trial.pk})
        assert asked.status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("people", ["editor", "staff", "publisher"])
def test_forms_and_histories_open(
    people: str, trial: Trial, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(people)
    finding = trial.findings.get()
    for record in (trial, finding, trial.arms.first(), trial.cohorts.get(), finding.source):
        for page in ("change", "history"):
            assert record is not None
            address = reverse(place(type(record), page), args=[record.pk])
            assert client.get(address).status_code == 200
