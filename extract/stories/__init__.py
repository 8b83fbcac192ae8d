"""The same story in many papers: who reprints whom, how many independent sources state a fact, and which contradict.

A step over a whole data set, out of core: texts are read again one by one, what is compared lies in files and in a
database with a bounded memory, and the data set is written anew all at once.
"""

from extract.stories.step import Found, group_stories

__all__ = ["Found", "group_stories"]
