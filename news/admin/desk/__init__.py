"""The linking desk: what waits, one item with its candidates, one trial with what names it.

Who: a staff member after intake. Why: readers see a link once a person confirmed it, and going
through a release must take less time than reading it. Next: "Submit for review".
"""
