"""The same form sent twice (a double click, "reload") makes one change: a key in it is used once.

What is done once is what one person sent from one form with the same words in it: who goes back,
mends a word and sends again, sends another form.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import get_random_string
from django.utils.functional import SimpleLazyObject

from trials.models import SentForm
from trials.turns import alone

# The name of the input that carries the key.
KEY = "_form"
SALT = "trials.admin.sent"
# Which button was pressed, and what the page adds for itself, is no word of the person's.
UNSAID = {KEY, "csrfmiddlewaretoken", "_save", "_continue", "_addanother"}
AGAIN = "This form was sent twice: what it asks was done once, and nothing more."
UNDER_WAY = "This form was sent twice, and what it asks is under way still: look again in a minute."
# Seconds to wait for the first of two.
PATIENCE = 20
KEPT_FOR = "2 days"
# Old rows that one press clears.
MOST_CLEARED = 200


class SentBefore(Exception):
    """Somebody else with the same form came first: roll back, and give their answer."""


def new_key(request: HttpRequest) -> str:
    """A key for a form that is being shown; nobody else can use it."""
    user: Any = request.user
    return signing.dumps([user.pk, get_random_string(16)], salt=SALT)


def form_key(request: HttpRequest) -> dict[str, Any]:
    """For every template: the key of the forms that are being shown, made where one is used.

    What is shown again because something was wrong in it keeps the key that it came with.
    """
    return {"form_key": SimpleLazyObject(lambda: key_of(request))}


def key_of(request: HttpRequest) -> str:
    """The key that a form came with, if it is this person's; else a new one."""
    user: Any = request.user
    key = request.POST.get(KEY, "")
    if user.pk is None:
        return ""
    return key if key and owner_of(key) == user.pk else new_key(request)


def owner_of(text: str) -> int | None:
    """The key of the person whom a form was shown to; None where the text is no key of a form."""
    try:
        user, _ = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return int(user)


def digest_of(request: HttpRequest) -> str:
    """What was sent from a form that carries a key; "" where it carries none of this person's."""
    user: Any = request.user
    key = request.POST.get(KEY, "")
    if user.pk is None or owner_of(key) != user.pk:
        return ""
    said = hashlib.sha256(f"{key}\n{request.path}".encode())
    for words in _words(request):
        said.update(repr(words).encode())
    return said.hexdigest()


def answer_before(digest: str) -> str | None:
    """Where the answer led, if this was sent before."""
    found = SentForm.objects.filter(pk=digest).first() if digest else None
    return found.answer if found else None


def claim(digest: str) -> None:
    """Use the key within our transaction; waits for who is using it, and raises SentBefore then."""
    if not digest:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trials_sentform (digest, answer) VALUES (%s, '') ON CONFLICT DO NOTHING",
            [digest],
        )
        if not cursor.rowcount:
            raise SentBefore
        cursor.execute(
            "DELETE FROM trials_sentform WHERE digest IN (SELECT digest FROM trials_sentform"
            " WHERE at < now() - %s::interval ORDER BY at LIMIT %s FOR UPDATE SKIP LOCKED)",
            [KEPT_FOR, MOST_CLEARED],
        )


def note_answer(digest: str, answer: HttpResponse) -> None:
    """Keep where the answer leads, for who sends the same again."""
    if digest and isinstance(answer, HttpResponseRedirect):
        SentForm.objects.filter(pk=digest).update(answer=answer.url)


def as_before(request: HttpRequest, answer: str, otherwise: str, told: str = AGAIN) -> HttpResponse:
    """The answer of the first."""
    messages.info(request, told)
    return HttpResponseRedirect(answer or otherwise)


def done_before(request: HttpRequest) -> HttpResponse | None:
    """The first answer, for a form whose checks would say something else the second time."""
    if _is_being_done(request):
        return None
    answer = answer_before(digest_of(request))
    return None if answer is None else as_before(request, answer, request.get_full_path())


def once(request: HttpRequest, do: Callable[[], HttpResponse]) -> HttpResponse:
    """Do what a form asks in one transaction, if it was not done before.

    An answer that leads on says that it was done; any other, and what is marked `refusal`, leaves
    the key as it was. Within another `once` (an act of a list) only the outer one uses the key.
    """
    if _is_being_done(request):
        with transaction.atomic():
            return do()
    digest = digest_of(request)
    request.is_being_done = True  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            claim(digest)
            answer = do()
            if isinstance(answer, HttpResponseRedirect) and not hasattr(answer, "is_refusal"):
                note_answer(digest, answer)
            else:
                SentForm.objects.filter(pk=digest).delete()
            return answer
    except SentBefore:
        return as_before(request, answer_before(digest) or "", request.get_full_path())
    finally:
        request.is_being_done = False  # type: ignore[attr-defined]


def once_in_steps(request: HttpRequest, do: Callable[[], HttpResponse]) -> HttpResponse:
    """The same for work of many transactions, each of which is kept whatever comes after it."""
    digest = digest_of(request)
    if not digest:
        return do()
    with alone(digest, PATIENCE) as is_ours:
        before = answer_before(digest)
        if before is not None or not is_ours:
            told = AGAIN if is_ours else UNDER_WAY
            return as_before(request, before or "", request.get_full_path(), told)
        answer = do()
        if isinstance(answer, HttpResponseRedirect):
            with transaction.atomic():
                claim(digest)
                note_answer(digest, answer)
        return answer


def done_once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a screen of which each POST is done once, all of it or nothing."""

    @wraps(view)
    def shown(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(self, request, *args, **kwargs)
        return once(request, lambda: view(self, request, *args, **kwargs))

    return shown


def refusal(answer: HttpResponse) -> HttpResponse:
    """An answer that leads on, though nothing was done."""
    answer.is_refusal = True  # type: ignore[attr-defined]
    return answer


def _is_being_done(request: HttpRequest) -> bool:
    return bool(getattr(request, "is_being_done", False))


def _words(request: HttpRequest) -> Iterator[tuple[str, Any]]:
    for name, values in sorted(request.POST.lists()):
        if name not in UNSAID:
            yield name, values
    for name, files in sorted(request.FILES.lists()):
        yield name, [(file.name, _what_stands_in(file)) for file in files]


def _what_stands_in(file: Any) -> str:
    said = hashlib.sha256()
    for chunk in file.chunks():
        said.update(chunk)
    file.seek(0)
    return said.hexdigest()
