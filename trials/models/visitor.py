"""How often an address asked the API within the present minute; nothing else is kept of it."""

from django.db import models


class VisitorCount(models.Model):
    """Requests of one address since the start of a minute; rows of past minutes are cleared."""

    address = models.GenericIPAddressField(primary_key=True)
    minute = models.DateTimeField()
    requests = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["minute"], name="visitorcount_by_minute")]

    def __str__(self) -> str:
        return f"{self.address}: {self.requests}"
