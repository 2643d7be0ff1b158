"""What an item or an issue may be addressed by: nothing that leads to another already.

Who: a staff member who writes the end of an address. Why: whoever has an old link must not find
another text under it. Next: the old address of what is renamed forwards by itself.
"""

from typing import Any

from django import forms
from django.urls import reverse

from trials.models import FormerAddress


def own_slug(form: "forms.ModelForm[Any]", route: str) -> str:
    """The slug that was typed, unless it was another's; its own former one may come back."""
    slug: str = form.cleaned_data["slug"]
    if "slug" not in form.changed_data:
        return slug
    former = FormerAddress.objects.filter(path=reverse(route, args=[slug])).first()
    own = reverse(route, args=[form.initial["slug"]]) if form.instance.pk else ""
    if former is not None and former.moved_to != own:
        raise forms.ValidationError(
            f"{former.path} was an address before and leads to {former.moved_to}: choose another."
        )
    return slug
