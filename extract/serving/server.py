"""The server: Datasette with our plugin, on an address of this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from extract.errors import UsageError
from extract.serving.index import Index
from extract.serving.preparing import Prepared
from extract.serving.reviews import Reviews

if TYPE_CHECKING:
    from datasette.app import Datasette

__all__ = ["Site", "listening", "serve", "site"]

LOOPBACK: Final = frozenset(("127.0.0.1", "localhost", "::1"))
_SETTINGS: Final = {
    "allow_download": False, "suggest_facets": False, "num_sql_threads": 4, "sql_time_limit_ms": 1000,
    "max_returned_rows": 1000, "default_cache_ttl": 0, "trace_debug": False,
}  # fmt: skip


class Site(NamedTuple):
    """A Datasette with our pages, and the token by which people log in to review."""

    datasette: Datasette
    token: str
    close: Callable[[], None]


def site(prepared: Prepared, patterns: str | None, inputs: Sequence[Path], names: Collection[str]) -> Site:
    """The pages of a data set. `names` are those that the server goes by, beside those of loopback."""
    from datasette.app import Datasette
    from datasette.plugins import DEFAULT_PLUGINS, pm

    from extract.serving.pages import Pages
    from extract.serving.plugin import ReadOnly, Serving

    for name, other in pm.list_name_plugin():
        if name not in DEFAULT_PLUGINS and not isinstance(other, Serving):
            pm.unregister(other)  # what else is installed has no place in our pages
    # It would print every local variable, our token too, for each mistake in a query.
    pm.get_plugin("datasette.handle_exception").rich = None
    reviews = Reviews(prepared.folder)
    reviews.make()
    pages = Pages(prepared.folder, Index(prepared.columns), reviews, patterns, inputs)
    plugin = Serving(pages, prepared, LOOPBACK | {name.lower() for name in names})
    pm.register(plugin)
    datasette = Datasette(settings=_SETTINGS, metadata=_METADATA)
    plugin.bind(datasette)
    datasette.remove_database("_memory")
    datasette.add_database(ReadOnly(datasette, prepared.database, prepared.texts), name="trich")
    datasette.add_database(ReadOnly(datasette, reviews.path), name="reviews")

    def close() -> None:
        pm.unregister(plugin)
        for database in datasette.databases.values():
            database.close()
        datasette.executor.shutdown()

    return Site(datasette, plugin.token, close)


_METADATA: Final[dict[str, Any]] = {
    "databases": {"trich": {"tables": {"facts": {"fts_table": "facts_search", "fts_pk": "row"}}}}
}


def listening(host: str, port: int) -> socket.socket:
    """The socket that the server listens on; raises UsageError where it cannot be had."""
    if not 0 <= port <= 65535:
        raise UsageError(f"--port {port}: ports are numbered from 1 to 65535; 0 is any that is free")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise UsageError(
            f"--host {host} --port {port}: cannot listen there ({error.strerror or error}); "
            "name another with --port, or 0 for any that is free"
        ) from error


def serve(site: Site, listener: socket.socket) -> None:
    """Answer until interrupted."""
    import uvicorn

    config = uvicorn.Config(
        site.datasette.app(), log_level="warning", access_log=False, server_header=False, lifespan="on",
        timeout_graceful_shutdown=2,
    )  # fmt: skip
    try:
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        listener.close()
        site.close()
