"""Archives: their members are sources like files on the disk, and nothing is unpacked to the disk."""
