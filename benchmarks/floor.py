"""The floor: read the articles, one regex for digits, write what it found. Usage: floor.py ARTICLES.jsonl OUT.csv"""

import csv
import json
import re
import sys

DIGITS = re.compile(r"\d+")

with open(sys.argv[1], encoding="utf-8") as lines, open(sys.argv[2], "w", encoding="utf-8", newline="") as out:
    table = csv.writer(out)
    for line in lines:
        article = json.loads(line)
        table.writerows((article["id"], hit.start(), hit[0]) for hit in DIGITS.finditer(article["text"]))
