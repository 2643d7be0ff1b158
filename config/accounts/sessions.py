"""Where a person is signed in, how long that lasts, and how it ends.

A session ends after some time without a request, after some hours whatever is done, when the
password changes (Django compares a hash of it), and when its person, or a superuser, ends it.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

BEGUN = "signed_in_at"
SEEN = "seen_at"
NOTED_EVERY = 60
"""Seconds: a request within them writes nothing."""
MOST = 100
"""Sessions of one person that are listed."""


@dataclass
class Places:
    """Where one is signed in: how many sessions, and when one was used last."""

    number: int = 0
    last_used: datetime | None = None


def note_begin(request: HttpRequest, **_: Any) -> None:
    """Receiver: someone has signed in."""
    request.session[BEGUN] = request.session[SEEN] = int(time.time())


def why_ended(session: SessionBase) -> str:
    """A sentence on why this session is over; "" while it is not."""
    now, hours = time.time(), settings.SESSION_HOURS
    if _is_idle(session.get(SEEN, now)):
        minutes = settings.SESSION_IDLE_MINUTES
        return f"You were signed out after {minutes} minutes in which you asked for nothing."
    if hours and now - session.get(BEGUN, now) > hours * 3600:
        return f"You were signed out: after {hours} hours one signs in anew."
    return ""


def _is_idle(seen: float) -> bool:
    minutes = settings.SESSION_IDLE_MINUTES
    return bool(minutes) and time.time() - seen > minutes * 60


def note_use(request: HttpRequest, address: str) -> None:
    """Move the time at which the session was last used, once a minute."""
    now = int(time.time())
    request.session.setdefault(BEGUN, now)
    if now - request.session.get(SEEN, 0) >= NOTED_EVERY:
        request.session[SEEN] = now
        mine = UserSession.objects.filter(session_key=request.session.session_key)
        mine.update(last_seen_at=timezone.now(), ip=address)


def living(user: User) -> list[UserSession]:
    """The sessions of this person that still let him in, the last used first; three queries."""
    rows = list(UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk")[:MOST])
    kept = Session.objects.filter(session_key__in=[row.session_key for row in rows])
    alive = {each.session_key for each in kept if _lets_in(each, user)}
    return [row for row in rows if row.session_key in alive]


def places_of(users: Iterable[User]) -> dict[int, Places]:
    """Of those who are signed in, where; one query."""
    people = {str(user.pk): user for user in users}
    found: dict[int, Places] = {}
    for session in _sessions_of(people.values()):
        data = session.get_decoded()
        user = people.get(str(data.get(SESSION_KEY)))
        if user is not None and _lets_in(session, user):
            places = found.setdefault(user.pk, Places())
            used = datetime.fromtimestamp(data.get(SEEN, data.get(BEGUN, 0)), UTC)
            places.number, places.last_used = places.number + 1, max(places.last_used or used, used)
    return found


def elsewhere(user: User) -> int:
    """In how many places the person is signed in besides this one, listed or not."""
    return max(0, places_of([user]).get(user.pk, Places()).number - 1)


def _sessions_of(users: Iterable[User]) -> Iterator[Session]:
    """Those that are listed as theirs, and all that are listed as nobody's: theirs may be among
    them, under a key that changed since they signed in.
    """
    listed = UserSession.objects.values("session_key")
    theirs = listed.filter(user__in=list(users))
    which = Q(session_key__in=theirs) | ~Q(session_key__in=listed)
    yield from Session.objects.filter(which).iterator()


def _lets_in(session: Session, user: User) -> bool:
    if session.expire_date <= timezone.now():
        return False
    data = session.get_decoded()
    known = constant_time_compare(data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    return known and not _is_idle(data.get(SEEN, 0))


def end(user: User, keys: list[str] | None = None, *, but: str | None = None) -> int:
    """End these sessions of the person (all, if none are named, `but` one); how many there were."""
    mine = UserSession.objects.filter(user=user)
    if keys is not None:
        mine = mine.filter(session_key__in=keys)
    found = set(mine.values_list("session_key", flat=True))
    if keys is None:
        found |= {one.session_key for one in _sessions_of([user]) if _is_of(one, user)}
    found.discard(but or "")
    Session.objects.filter(session_key__in=found).delete()
    UserSession.objects.filter(user=user, session_key__in=found).delete()
    return len(found)


def _is_of(session: Session, user: User) -> bool:
    return str(session.get_decoded().get(SESSION_KEY)) == str(user.pk)
