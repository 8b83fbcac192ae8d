"""Dead Vietnamese encodings, told by the characters: TCVN3 (ABC), VNI-Windows, VISCII, windows-1258, and UTF-8 that was
read as windows-1252.

`recover` takes a string as it stands in a source and gives it in Unicode, with the name of the encoding or none;
`recover_all` does so for the strings of one source (paragraphs, cells) that tell about each other. Names of fonts are
not asked: they mislead as often as they help.
"""

from extract.reading.legacy.recovering import MOJIBAKE, Recovered, recover, recover_all

__all__ = ["MOJIBAKE", "Recovered", "recover", "recover_all"]
