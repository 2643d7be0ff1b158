"""People of the three groups, logged in."""

from django.contrib.auth.models import Group, User
from django.test import Client


def member(name: str, *groups: str) -> User:
    user = User.objects.create_user(name, password="secret", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
