"""Where inputs lie and data sets are kept: paths of this machine, and addresses of object storage by fsspec."""

from extract.storage.addresses import is_remote, on_disk, within
from extract.storage.folders import Folder, LocalFolder, ObjectFolder, Where, folder
from extract.storage.objects import Entry, entries, opened, size

__all__ = [
    "Entry",
    "Folder",
    "LocalFolder",
    "ObjectFolder",
    "Where",
    "entries",
    "folder",
    "is_remote",
    "on_disk",
    "opened",
    "size",
    "within",
]
