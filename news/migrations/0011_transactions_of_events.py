"""Each state of a row says which transaction made it, as in trials (0024)."""

from importlib import import_module

from django.db import migrations

stamped = import_module("trials.migrations.0023_transactions_of_events").stamped
EVENTS = """
    attachment correction newsimage newsitem newsletterissue previewlink quotation triallink
""".split()


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0010_sealing"),
        ("trials", "0023_transactions_of_events"),
    ]
    operations = [stamped("news", model) for model in EVENTS]
