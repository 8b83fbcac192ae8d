"""PDF files: their glyphs (pdfium) made into lines, columns, paragraphs and tables, each with its page and box.

Boxes are in points, from the lower left corner of the page, turned so that most of its text stands upright.
"""
