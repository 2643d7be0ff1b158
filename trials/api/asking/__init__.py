"""From what somebody sent to what is meant: parameters, then conditions on studies, and an order.

`parameters.py` has every parameter once, `reading.py` reads a request by it (names that people
guess: `guesses.py`), `question.py` makes of that what the database is asked.
"""
