"""What a site does while its processes are killed, its database falls and its disk is full.

Run by `make faults`: a PostgreSQL that waits for its disk (fsync on), gunicorn as in production,
people who read and save all the while, and each fault as often as FAULT_RUNS says (5).
"""
