"""Serving: a data set to search, read in context and review, in a browser, on one's own machine."""
