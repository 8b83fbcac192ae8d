"""Cases of other projects' test suites, run against our reading of numbers and tone marks."""
