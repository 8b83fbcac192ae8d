"""What the reader sees, for a person or a program to look at: one plain mapping a document."""

from __future__ import annotations

from extract.model import Block, Document


def view(document: Document) -> dict[str, object]:
    """A document as `trich read` prints it; ready for JSON. A text without blocks is shown as one paragraph."""
    whole = (Block(0, len(document.text)),) if document.text else ()
    return {
        "source": document.source,
        "outcome": document.outcome,
        "title": document.title,
        "author": document.author,
        "publisher": document.publisher,
        "published": document.published,
        "published_from": document.published_from,
        "modified": document.modified,
        "section": document.section,
        "url": document.url,
        "warnings": list(document.warnings),
        "text": document.text,
        "blocks": [_block(document.text, block) for block in document.blocks or whole],
    }


def _block(text: str, block: Block) -> dict[str, object]:
    return {
        "text": text[block.start : block.end],
        "role": block.role,
        "start": block.start,
        "end": block.end,
        "locator": block.locator,
    }
