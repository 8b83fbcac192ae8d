"""Workbooks: what their sheets show, cell by cell, with the value that is stored behind each.

Each format has a module that gives `Sheet`s; `layout` writes their rows as lines of text. A cell shows its value as the
number format of the workbook has it, with the marks of Vietnamese print ("1.157.077,5").
"""
