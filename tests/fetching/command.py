"""`trich` with the names of the test site: `python -m tests.fetching.command ARGUMENTS`.

Names that end in .test resolve to loopback; all others as ever. `doi-so.test` does so only the first time, and to
another number afterwards. With `TRICH_TEST_PUBLIC` the one number 127.0.0.1 passes for public, so that it can be seen
what is refused although the first answer came from where it may. The command itself knows nothing of all this.
"""

from __future__ import annotations

import os
import socket
import sys
from collections import Counter
from typing import Any, Final

HERE: Final = "127.0.0.1"
ELSEWHERE: Final = "127.0.0.2"

_resolve: Final = socket.getaddrinfo
_asked: Final[Counter[str]] = Counter()


def _resolved(host: Any, *rest: Any, **named: Any) -> Any:
    name = str(host.decode() if isinstance(host, bytes) else host)
    if not name.endswith(".test"):
        return _resolve(host, *rest, **named)
    _asked[name] += 1
    return _resolve(ELSEWHERE if name == "doi-so.test" and _asked[name] > 1 else HERE, *rest, **named)


def _pass_here_for_public() -> None:
    from extract.fetching import connection
    from extract.fetching.guard import is_public

    setattr(connection, "is_public", lambda number: number == HERE or is_public(number))  # noqa: B010 - imported there


def main() -> None:
    """Run the command line."""
    from extract.__main__ import run

    socket.getaddrinfo = _resolved
    if os.environ.get("TRICH_TEST_PUBLIC"):
        _pass_here_for_public()
    sys.exit(run())


if __name__ == "__main__":
    main()
