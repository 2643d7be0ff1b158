"""A form whose record became newer while it was open: nothing is overwritten that nobody saw.

A form carries what it showed (`shown`), signed. When it comes back, the record is locked and read
anew: of base, theirs and mine the fields are told apart (`comparing`), and what was sent is laid
out on the record as it is now (`layout`). `telling` says it to people; `screen` is where the admin
does all that. docs/decisions/0037.
"""
