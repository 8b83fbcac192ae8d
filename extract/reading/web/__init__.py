"""Web pages: a tree of elements, its pieces, the article among them, and what the page states of itself."""
