"""Forms of allauth with words of ours, which refuse with a sentence what is no passkey at all."""

from collections.abc import Callable
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms
from django.core.exceptions import ValidationError
from django.forms import Field


def _read(by: Callable[[], Any]) -> Any:
    """What allauth reads of it; it expects a browser's words, and anybody can send others."""
    try:
        return by()
    except ValidationError:
        raise
    except Exception as error:  # whatever its libraries say of bytes, and of a false signature
        raise get_adapter().validation_error("incorrect_code") from error


class _EmptyBoxes:
    """Nothing in its boxes looks as if it were typed: their names stand above them."""

    fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(_EmptyBoxes, LoginForm):  # type: ignore[misc]
    """By name and password."""


class PasswordAgain(_EmptyBoxes, ReauthenticateForm):  # type: ignore[misc]
    """Before something that needs it anew."""


class AnotherPassword(_EmptyBoxes, ChangePasswordForm):  # type: ignore[misc]
    """With names as other fields have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = str(field.label).capitalize()


class SignInByPasskey(forms.LoginWebAuthnForm):  # type: ignore[misc]
    """In place of all else."""

    def clean_credential(self) -> Any:
        """The passkey."""
        return _read(super().clean_credential)


class PasskeyAfterPassword(forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """As a second factor."""

    def clean_credential(self) -> Any:
        """The passkey."""
        return _read(super().clean_credential)


class PasskeyAgain(forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """To show that it is still the same person."""

    def clean_credential(self) -> Any:
        """The passkey."""
        return _read(super().clean_credential)


class AddPasskey(forms.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that lets in alone, unless one says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.label = "It lets you in alone"
        alone.help_text = (
            "Then you need no password with it, and the device asks for its own lock. Without the"
            " tick it comes after your password."
        )

    def clean(self) -> Any:
        """The new passkey."""
        return _read(super().clean)
