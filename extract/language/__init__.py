"""Language: canonical text with a map back, sentences, words with their parts of speech, counted noun phrases."""
