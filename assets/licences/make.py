#!/usr/bin/env python3
"""Makes list.tsv and the texts beside it: the licences of all that is linked into the program.

    assets/licences/make.py        in the module's folder or any other; needs Go, and Debian's copyright files (below)

list.tsv has a line each: name, short name of the licence, file with its text under assets/. Modules are those of
`go list -deps .` for Linux, Windows and macOS; a module's text is every licence file at its root and in the folders
of its packages. Run it after a module was added or left; a test fails until then. What is no module, such as the parts
of PDFium, stands in OTHERS; the parts' texts are those that Debian ships with the same libraries (libopenjp2-7,
liblcms2-2, libjpeg62-turbo, zlib1g, libfreetype6, libpng16-16).
"""
import json
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OWN = re.compile(r"(?i)^(licen[sc]es?|copying|notice|ofl)([-._].*)?$")

# What is carried along that is no Go module: name, licence, file under assets/.
OTHERS = [
    ("Go", "BSD-3-Clause", "licences/go.txt"),
    ("SQLite", "Public domain", "licences/sqlite.txt"),
    ("PDFium", "BSD-3-Clause, Apache-2.0", "licences/pdfium.txt"),
    ("Noto Sans SC", "OFL-1.1", "fonts/paper/NotoSansSC-LICENSE.txt"),
    ("Noto Serif SC", "OFL-1.1", "fonts/paper/NotoSerifSC-LICENSE.txt"),
    ("LXGW WenKai (OpenDay Kai)", "OFL-1.1", "fonts/paper/OpenDayKai-LICENSE.txt"),
    ("Noto Sans SC (screen)", "OFL-1.1", "fonts/screen/OFL.txt"),
    ("chinese-days", "MIT", "calendar/LICENSE"),
    ("cnchar", "MIT", "strokes/LICENSE.cnchar"),
    ("Unicode Unihan", "Unicode-3.0", "strokes/LICENSE.unicode"),
]

PDFIUM = """Copyright 2014 The PDFium Authors

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

   * Redistributions of source code must retain the above copyright
notice, this list of conditions and the following disclaimer.
   * Redistributions in binary form must reproduce the above
copyright notice, this list of conditions and the following disclaimer
in the documentation and/or other materials provided with the
distribution.
   * Neither the name of Google Inc. nor the names of its
contributors may be used to endorse or promote products derived from
this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS
"AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT
LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR
A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT
OWNER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT
LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE,
DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY
THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""

SQLITE = """The author disclaims copyright to this source code. In place of
a legal notice, here is a blessing:

   May you do good and not evil.
   May you find forgiveness for yourself and forgive others.
   May you share freely, never taking more than you give.
"""

PARTS = ["libfreetype6", "libjpeg62-turbo", "liblcms2-2", "libopenjp2-7", "libpng16-16", "zlib1g"]


def go(*args, **env):
    return subprocess.run(["go", *args], cwd=ROOT, env={**os.environ, **env}, check=True, capture_output=True, text=True).stdout


def modules():
    """The folders of the linked packages, by module: path -> (folder of the module, folders of its packages)."""
    found = {}
    for system in ("linux", "windows", "darwin"):
        out = go("list", "-deps", "-json=Dir,Module", "-tags=migrated_fynedo", ".", GOOS=system, CGO_ENABLED="1")
        decoder, at = json.JSONDecoder(), 0
        while at < len(out.rstrip()):
            package, at = decoder.raw_decode(out, at)
            while at < len(out) and out[at].isspace():
                at += 1
            module = package.get("Module")
            if module and not module.get("Main"):
                found.setdefault(module["Path"], (pathlib.Path(module["Dir"]), set()))[1].add(pathlib.Path(package["Dir"]))
    return found


def texts(root, folders):
    """The licence files of a module, the one at its root first."""
    at = {root}
    for folder in folders:
        while folder != root:
            at.add(folder)
            folder = folder.parent
    # C sources and fonts lie below the packages that carry them.
    for folder in list(at):
        if folder != root:
            at.update(d for d in folder.iterdir() if d.is_dir())
    files = []
    for folder in sorted(at, key=lambda f: (len(f.parts), str(f))):
        files += sorted(f for f in folder.iterdir() if f.is_file() and OWN.match(f.name))
    return files


def short(text):
    """The short name of a licence, by its words."""
    flat = " ".join(text.split())
    for words, name in (
        ("Mozilla Public License", "MPL-2.0"),
        ("Apache License", "Apache-2.0"),
        ("SIL OPEN FONT LICENSE", "OFL-1.1"),
        ("Permission is hereby granted, free of charge", "MIT"),
        ("Permission to use, copy, modify, and/or distribute this software", "ISC"),
        ("FreeType", "FTL"),
        ("Unlicense", "Unlicense"),
        ("Altered source versions must be plainly marked", "Zlib"),
    ):
        if words in flat:
            return name
    if "Redistribution and use in source and binary forms" in flat or "Redistributions of source code must retain" in flat:
        return "BSD-3-Clause" if re.search(r"(?i)neither the name|nor the names? of", flat) else "BSD-2-Clause"
    return None


def main():
    for old in HERE.glob("*.txt"):
        old.unlink()
    lines = []
    for path, (root, folders) in sorted(modules().items()):
        files = texts(root, folders)
        if not files:
            sys.exit(f"{path} has no licence file")
        name = short(files[0].read_text(errors="replace")) or next(filter(None, (short(f.read_text(errors="replace")) for f in files)), None)
        if not name:
            sys.exit(f"{files[0]}: which licence is this?")
        file = path.replace("/", "_") + ".txt"
        parts, seen = [], set()
        for f in files:
            text = f.read_text(errors="replace").replace("\r\n", "\n").strip()
            if text not in seen:
                seen.add(text)
                parts.append((f"== {f.relative_to(root).as_posix()} ==\n\n" if len(files) > 1 else "") + text)
        (HERE / file).write_text("\n\n".join(parts) + "\n")
        lines.append((path, name, "licences/" + file))
    goroot = pathlib.Path(go("env", "GOROOT").strip())
    (HERE / "go.txt").write_text((goroot / "LICENSE").read_text())
    (HERE / "sqlite.txt").write_text(SQLITE)
    pdfium = [PDFIUM, pathlib.Path("/usr/share/common-licenses/Apache-2.0").read_text()]
    for part in PARTS:
        pdfium.append(f"== {part} ==\n\n" + pathlib.Path(f"/usr/share/doc/{part}/copyright").read_text())
    (HERE / "pdfium.txt").write_text("\n\n".join(p.strip("\n") for p in pdfium) + "\n")
    for name, licence, file in OTHERS:
        if not (HERE.parent / file).is_file():
            sys.exit(f"assets/{file} is missing")
        lines.append((name, licence, file))
    with open(HERE / "list.tsv", "w") as out:
        out.writelines("\t".join(line) + "\n" for line in sorted(lines, key=lambda l: l[0].lower()))
    print(f"{len(lines)} licences")


main()
