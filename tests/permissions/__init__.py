"""Who may what: every address x every role x every method, kept in matrix.csv.

`python -m tests.permissions` writes the file anew; a test compares it. A new address needs its rows
there, and rows have to be read by a person: the file says what is, not what should be. A star says
that rows were written; nothing is asked where a cell is empty.
"""
