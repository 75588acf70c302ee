#!/bin/sh
# Makes calendar.csv, the official schedule of public holidays and make-up
# working days, from the npm package chinese-days (MIT, see LICENSE).
# Needs npm and python3. Give the package's version to take a newer one:
#   sh make.sh 1.5.7
set -eu
cd "$(dirname "$0")"
version=${1:-1.5.7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent "chinese-days@$version" >/dev/null && tar xzf chinese-days-*.tgz)
cp "$work/package/LICENSE" LICENSE
python3 - "$work/package/dist/chinese-days.json" calendar.csv <<'PY'
import json, sys

data = json.load(open(sys.argv[1], encoding="utf-8"))
rows = [(day, "放假", name) for day, name in data["holidays"].items()]
rows += [(day, "上班", name) for day, name in data["workdays"].items()]
with open(sys.argv[2], "w", encoding="utf-8", newline="\n") as out:
    out.write("日期,类型,名称\n")
    for day, kind, name in sorted(rows):
        if day >= "2020":
            out.write(f"{day},{kind},{name.split(',')[1]}\n")
PY
