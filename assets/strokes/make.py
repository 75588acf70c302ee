"""Makes the stroke tables.

order.txt   A line for each number of strokes, "number characters": all the
            characters whose strokes are known, in the order of the official
            table: by number of strokes, then by the kind of each stroke
            (横 竖 撇 点 折), then by place in the official table.
counts.bin  A byte for each character of the ranges below, its number of
            strokes in mainland forms, 0 where there is none.
official.txt  The 8,105 characters of the official table, one line a level.

A character of the official table without a sequence of its own, or with one that
contradicts the table, stands right after the one that precedes it in its level
of the table, which is itself in stroke order.
"""
import bz2
import json
import re
import sys

RANGES = [(0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF)]
KINDS = str.maketrans("jifgslkd" + "abcehmnopqrtuvwxyz", "11223444" + "5" * 18)

source, unicode_dir, hand_file, order_file, counts_file, official_file = sys.argv[1:]


def unihan(name, field):
    """Yields character and value of one field of a Unihan file."""
    with bz2.open(f"{unicode_dir}/{name}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] == field:
                yield chr(int(parts[0][2:], 16)), parts[2]


# Where mainland and Taiwan count differently the mainland's number comes first.
counts = {c: int(v.split()[0]) for c, v in unihan("Unihan_IRGSources", "kTotalStrokes")}
place = {c: int(v.split(":")[1]) for c, v in unihan("Unihan_OtherMappings", "kTGH")}
levels = [[], [], []]
for c in sorted(place, key=place.get):
    levels[0 if place[c] <= 3500 else 1 if place[c] <= 6500 else 2].append(c)

script = open(source, encoding="utf-8").read()
letters = json.loads(re.search(r"JSON\.parse\('(\{\"一\".*?)'\)", script).group(1))
kinds = {c: s.translate(KINDS) for c, s in letters.items()}
for line in open(hand_file, encoding="utf-8"):
    if line[0] != "#":
        c, s = line.split()
        if len(s) != counts[c]:
            print(f"hand.txt: {c} has {counts[c]} strokes, not {len(s)}", file=sys.stderr)
            sys.exit(1)
        kinds[c] = s

# The key of a character: sequence, then how far after the character that has
# that sequence, then its place.
keys = {}
for level in levels:
    before, gap = None, 0
    for c in level:
        s = kinds.get(c)
        # Unihan counts some older forms, so its number is no check here.
        if s and (before is None or (len(before), before) <= (len(s), s)):
            before, gap = s, 0
        else:
            gap += 1
        keys[c] = (len(before), before, gap, place[c])
for c, s in kinds.items():
    if c not in keys and counts.get(c) == len(s):
        keys[c] = (len(s), s, 0, 100000 + ord(c))

lines = {}
for c in sorted(keys, key=keys.get):
    lines.setdefault(keys[c][0], []).append(c)
with open(order_file, "w", encoding="utf-8", newline="\n") as out:
    for number in sorted(lines):
        out.write(f"{number} {''.join(lines[number])}\n")

with open(counts_file, "wb") as out:
    for first, last in RANGES:
        out.write(bytes(min(counts.get(chr(c), 0), 255) for c in range(first, last + 1)))

with open(official_file, "w", encoding="utf-8", newline="\n") as out:
    for level in levels:
        out.write("".join(level) + "\n")

for i, level in enumerate(levels):
    ranks = [keys[c] for c in level]
    print(f"level {i + 1}: {len(level)} characters,",
          sum(a > b for a, b in zip(ranks, ranks[1:])), "out of order,",
          sum(1 for c in level if keys[c][2]), "placed by their neighbour")
print(sum(len(v) for v in lines.values()), "characters in order,", len(counts), "counted")
