"""Lists and forms of the admin tell a moment with its zone, as its other pages do."""

DATETIME_FORMAT = "Y-m-d H:i T"
