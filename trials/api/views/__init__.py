"""Addresses of the API as views: they read what was given and put answers together."""
