"""Word files: .docx, .rtf and .doc."""
