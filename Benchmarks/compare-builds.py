"""Builds the same entries with Préau and with Hugo, beside the physical floor, and prints a table.

    compare-builds.py --preau BINARY --corpus MAKE-CORPUS --hugo BINARY [--sizes 1000,10000] [--rounds 3] [--work FOLDER …]

In each round each program builds into an absent folder, one after the other, on each file system; figures are medians.
Old outputs are moved away and removed at the end, because some file systems create files slowly after many were deleted.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent


def run(command):
    """Wall seconds, CPU seconds and peak memory in bytes of a program that must succeed."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{text.decode()[-2000:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def prepare(folder, size, corpus):
    """The same entries for both programs."""
    entries = folder / "entries"
    subprocess.run([corpus, str(size), entries], check=True)
    shutil.copytree(HERE / "Site" / "content", folder / "content")
    shutil.copytree(HERE / "Site" / "themes", folder / "themes")
    shutil.copytree(entries, folder / "content", dirs_exist_ok=True)
    return entries


def measure(work, size, options, floor):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="preau-bench-", dir=work)).resolve()
    try:
        entries = prepare(folder, size, options.corpus)
        programs = {
            "Préau": lambda out: [options.preau, "build", "--content", folder / "content", "--themes", folder / "themes",
                                  "--output", out],
            "Hugo": lambda out: [options.hugo, "--source", HERE / "Site" / "hugo", "--contentDir", entries,
                                 "--destination", out, "--noBuildLock", "--quiet"],
        }
        figures = {name: [] for name in programs} | {"floor": []}
        files = {}
        for turn in range(options.rounds):
            for name, command in programs.items():
                out = folder / f"{name}-{turn}"
                figures[name].append(run(command(out)))
                files[name] = sum(len(found) for _, _, found in os.walk(out))
            model = folder / f"Préau-{turn}"
            output = subprocess.run([floor, entries, model, folder / f"floor-{turn}"], check=True, capture_output=True)
            wall, processor, _ = map(float, output.stdout.split())
            figures["floor"].append((wall, processor, 0))
        return {name: [statistics.median(column) for column in zip(*rows)] for name, rows in figures.items()}, files
    finally:
        shutil.rmtree(folder)


def row(size, kind, figures, files):
    ours, hugo, floor = figures["Préau"], figures["Hugo"], figures["floor"]
    cells = [f"{size:,}", kind, f"{ours[0]:.2f} s / {ours[1]:.2f} s / {ours[2] / 1e6:.0f} MB", str(files["Préau"])]
    cells += [f"{hugo[0]:.2f} s / {hugo[1]:.2f} s / {hugo[2] / 1e6:.0f} MB", str(files["Hugo"])]
    cells += [f"{floor[0]:.2f} s / {floor[1]:.2f} s"]
    cells += [f"{hugo[0] / ours[0]:.1f} × / {hugo[1] / ours[1]:.1f} ×", f"{ours[0] / floor[0]:.1f} × / {ours[1] / floor[1]:.1f} ×"]
    return "| " + " | ".join(cells) + " |"


def main():
    parser = argparse.ArgumentParser()
    for name in ("preau", "corpus", "hugo"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", nargs="+", default=["/dev/shm", "var"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        floor = pathlib.Path(folder) / "floor"
        subprocess.run(["gcc", "-O2", "-pthread", "-o", floor, HERE / "floor.c"], check=True)
        print("| entries | on | Préau: wall / CPU / memory | files | Hugo: wall / CPU / memory | files "
              "| floor: wall / CPU | Hugo to Préau | Préau to floor |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for size in map(int, options.sizes.split(",")):
            for work in options.work:
                kind = subprocess.run(["stat", "-f", "-c", "%T", work], capture_output=True, text=True).stdout.strip()
                print(row(size, kind, *measure(work, size, options, floor)), flush=True)


main()
