"""What is looked for in records, each in one place, for the command and the admin's first page.

`check` says what a check is, `of_trials` (with what `trials_found` finds) and `of_sources` are the
registry's, `rules` asks the database whether it holds all its constraints, `answers` takes in what
became of links.
"""
