"""People who may work here: who is in one of our groups may log in to the admin.

Who: a superuser with a new colleague, or with one who has lost a device. Next: the colleague
logs in, and sets up a second factor.
"""

from functools import partial
from typing import Any

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.usersessions.admin import UserSession
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import constant_time_compare, salted_hmac

from config.accounts.acts import SEEN, ActsOnPeople
from config.accounts.history_tab import AccountHistory
from config.accounts.people_forms import NewPerson, PasswordOfPerson
from config.accounts.people_list import PeopleList
from config.groups import GROUPS
from trials.admin import reasons, sent
from trials.admin.list_csv import ListCsv
from trials.admin.newer.deleting import Deleting
from trials.admin.newer.screen import Newer
from trials.admin.refusals import Refusals

OURS = f"{', '.join(list(GROUPS)[:-1])} or {list(GROUPS)[-1]}"
HELP = {
    "groups": (
        "Editors keep all records. Staff take in releases, link and submit them. Publishers approve"
        f" and withdraw. Who is in {OURS} may log in here: “Staff status” is ticked when you save."
    ),
    "is_staff": (
        f"May log in here. Ticked by itself for whoever is in {OURS}. It stays ticked when the last"
        " group is taken away: untick it by hand, or untick “Active”."
    ),
}
WHY = "For the history of the account or group: what you changed, and on whose word."
SET_MEANWHILE = (
    "Nothing was changed: somebody set this password while the page was open. Set it again only if"
    " theirs is to go."
)

admin.site.unregister([User, Group])
# They show secrets, and could be changed there without a trace.
admin.site.unregister([EmailAddress, Authenticator, UserSession])


class Account(Refusals, Newer, Deleting, AccountHistory):
    """Saved and deleted as records are: once, over nothing newer, with a history and why."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form, which says who reads the reason."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        if reasons.FIELD in form.base_fields:
            form.base_fields[reasons.FIELD].help_text = WHY
        return form

    class Media:
        # Django's two boxes to choose between, for those who hear a page, too.
        css = {"all": ["css/selectors.css"]}
        js = ("admin/js/SelectFilter2.js", "js/selectors.js")


@admin.register(Group)
class OurGroupAdmin(Account, GroupAdmin):
    """Django's own screen."""


@admin.register(User)
class PersonAdmin(Account, ActsOnPeople, PeopleList, ListCsv, UserAdmin):  # type: ignore[type-arg]
    """Django's own screen, on which a group of ours is enough to log in."""

    add_form = NewPerson
    change_password_form = PasswordOfPerson
    readonly_fields = ("last_login", "date_joined")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Say at both fields that they hang together."""
        return super().get_form(request, obj, change=change, help_texts=HELP, **kwargs)

    def save_related(self, request: Any, form: Any, formsets: Any, change: Any) -> None:
        """Let in whoever was put into a group of ours."""
        super().save_related(request, form, formsets, change)
        person = form.instance
        if not person.is_staff and person.groups.filter(name__in=GROUPS).exists():
            person.is_staff = True
            person.save(update_fields=["is_staff"])
            told = f"{person} is in one of our groups and so may log in here: “Staff status” is on."
            self.message_user(request, told, messages.INFO)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """Once, and over no password that is newer than the page."""
        if request.method != "POST":
            return self._password_page(request, id, form_url)
        if answer := sent.done_before(request):
            return answer
        return sent.once(request, partial(self._password_page, request, id, form_url))

    def _password_page(self, request: Any, id: str, form_url: str) -> HttpResponse:
        person: Any = self.get_object(request, unquote(id))
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        if person is not None:
            if request.method == "POST":
                person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
            request.password_seen = salted_hmac("config.admin", person.password).hexdigest()
            seen = request.POST.get(SEEN, "")
            if request.method == "POST" and not constant_time_compare(seen, request.password_seen):
                self.message_user(request, SET_MEANWHILE, messages.ERROR)
                return sent.refusal(HttpResponseRedirect(request.get_full_path()))
            reasons.note(reasons.typed(request))
        return super().user_change_password(request, id, form_url)

    def _columns_told(self, request: HttpRequest, record: Any) -> list[str]:
        """Who signs in meanwhile changes nothing that is asked here."""
        return []
