"""`trich` with the names of the test site: `python -m tests.fetching.command ARGUMENTS`.

Names that end in .test resolve to loopback; all others as ever. The command itself knows nothing of it.
"""

from __future__ import annotations

import socket
import sys
from typing import Any, Final

_resolve: Final = socket.getaddrinfo


def _resolved(host: Any, *rest: Any, **named: Any) -> Any:
    ours = str(host.decode() if isinstance(host, bytes) else host).endswith(".test")
    return _resolve("127.0.0.1" if ours else host, *rest, **named)


def main() -> None:
    """Run the command line."""
    from extract.__main__ import run

    socket.getaddrinfo = _resolved
    sys.exit(run())


if __name__ == "__main__":
    main()
