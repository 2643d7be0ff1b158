"""Ties a process to its parent: killed in whatever way, a parent takes its children along.

On Linux by prctl(PR_SET_PDEATHSIG); elsewhere only the ordinary ways of stopping clean up.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def tied_to(parent: int, signum: int = signal.SIGKILL) -> Callable[[], None]:
    """What a child runs (as `preexec_fn`, so after a change of user, which would undo it)."""

    def tie() -> None:
        if _libc is None:
            return
        _libc.prctl(PR_SET_PDEATHSIG, int(signum), 0, 0, 0)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return tie
