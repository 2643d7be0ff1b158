"""Django's forms of an account in the admin, in words that are true of signing in here."""

from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm

HOW_TO_SIGN_IN = (
    "Enabled: the person signs in with the password below. Disabled: with a passkey only, and not"
    " at all without one."
)
# Django's script shows it once “Disabled” is chosen.
IS_LOST = (
    '<ul id="id_unusable_warning" class="messagelist"><li class="warning">The password that the'
    " person has now will be gone.</li></ul>"
)


class NewPerson(AdminUserCreationForm):  # type: ignore[type-arg]
    """Somebody who is to have an account."""

    usable_password = AdminUserCreationForm.create_usable_password_field(HOW_TO_SIGN_IN)


class PasswordOfPerson(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """Another password for somebody else."""

    usable_password_help_text = HOW_TO_SIGN_IN + IS_LOST
