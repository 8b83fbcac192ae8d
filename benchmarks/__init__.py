"""How fast, how large and how right: measured as whole processes, in one run, beside what they are measured against."""
