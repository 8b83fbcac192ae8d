"""underthesea's word_tokenize alone, over every paragraph. Usage: words.py ARTICLES.jsonl"""

import json
import sys

from underthesea import word_tokenize

with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        for paragraph in json.loads(line)["text"].split("\n"):
            if paragraph.strip():
                word_tokenize(paragraph)
