"""Builds the same entries with Préau and with Hugo, beside the physical floor, and writes two tables into a page.

    compare-builds.py --preau BINARY --corpus MAKE-CORPUS --hugo BINARY --page FILE
                      [--sizes 1000,10000] [--rounds 3] [--work FOLDER …]

In each round each program builds into an absent folder, one after the other, on each file system; figures are medians.
Then come second builds, with nothing and with one article changed, and a watch that sees articles change.
Rows of other sizes and file systems that the page has already stay.
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
        medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in figures.items()}
        return medians, files, again(folder, entries, programs, options)
    finally:
        shutil.rmtree(folder)


def again(folder, entries, programs, options):
    """Builds after the first: Préau with nothing changed, both programs with one article changed, and Préau's watch."""
    found = {"same": [], "changed": [], "Hugo": []}
    ours, theirs = programs["Préau"](folder / "Préau-0"), programs["Hugo"](folder / "Hugo-0")
    articles = sorted((folder / "content" / "articles").glob("*.md"))
    for turn in range(options.rounds + 2):
        time.sleep(0.1)
        run(ours)  # a file that was written a moment before a build is looked at again by the next one
        found["same"].append(run(ours))
        for article in (articles[turn], entries / "articles" / articles[turn].name):
            with article.open("a") as file:
                file.write(f"\nOne more line, {turn}.\n")
        found["changed"].append(run(ours))
        found["Hugo"].append(run(theirs))
    return ({name: [statistics.median(column) for column in zip(*rows)] for name, rows in found.items()},
            watch(ours, folder / "Préau-0", articles))


def watch(command, out, articles, count=100):
    """Milliseconds from the moment a file begins to be written to the new page in its place."""
    process = subprocess.Popen([*command, "--watch"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    process.stderr.readline()
    times = []
    for turn in range(count):
        time.sleep(0.05 if turn % 5 else 0.4)
        article = articles[turn * 7 % len(articles)]
        page = out / "articles" / article.stem / "index.html"
        old = page.stat().st_ino
        text = article.read_text() + f"\nSeen while watching, {turn}.\n"
        start = time.perf_counter()
        article.write_text(text)
        while page.stat().st_ino == old:
            if time.perf_counter() - start > 20:
                sys.exit("the watch did not see a change")
            time.sleep(0.0002)
        times.append((time.perf_counter() - start) * 1000)
    process.terminate()
    process.wait()
    times.sort()
    return statistics.median(times), times[int(count * 0.99) - 1]


def row(size, kind, figures, files):
    ours, hugo, floor = figures["Préau"], figures["Hugo"], figures["floor"]
    cells = [f"{size:,}", kind, f"{ours[0]:.2f} s / {ours[1]:.2f} s / {ours[2] / 1e6:.0f} MB", str(files["Préau"])]
    cells += [f"{hugo[0]:.2f} s / {hugo[1]:.2f} s / {hugo[2] / 1e6:.0f} MB", str(files["Hugo"])]
    cells += [f"{floor[0]:.2f} s / {floor[1]:.2f} s"]
    cells += [f"{hugo[0] / ours[0]:.1f} × / {hugo[1] / ours[1]:.1f} ×", f"{ours[0] / floor[0]:.1f} × / {ours[1] / floor[1]:.1f} ×"]
    return "| " + " | ".join(cells) + " |"


def row_again(size, kind, full, found):
    figures, (median, p99) = found
    same, changed, hugo = figures["same"], figures["changed"], figures["Hugo"]
    cells = [f"{size:,}", kind, f"{same[0]:.2f} s / {same[1]:.2f} s", f"{full[0] / same[0]:.0f} × / {full[1] / same[1]:.0f} ×"]
    cells += [f"{changed[0]:.2f} s / {changed[1]:.2f} s", f"{hugo[0]:.2f} s / {hugo[1]:.2f} s"]
    cells += [f"{median:.0f} ms / {p99:.0f} ms"]
    return "| " + " | ".join(cells) + " |"


def replace_rows(page, name, rows):
    """Puts rows into the table of a page that ends with a comment of this name; their first two cells say which."""
    def key(line):
        return [cell.strip() for cell in line.split("|")[1:3]]

    text = page.read_text()
    mark = f"<!-- {name} -->"
    before, after = text.split(mark)
    start = before.rstrip("\n").rfind("\n\n") + 2
    lines = before[start:].rstrip("\n").split("\n")
    known = [key(line) for line in rows]
    lines = [line for line in lines if not line.startswith("| ") or key(line) not in known] + rows
    head = [line for line in lines if not line.startswith("| ") or not key(line)[0].replace(",", "").isdigit()]
    body = sorted((line for line in lines if line not in head), key=lambda line: int(key(line)[0].replace(",", "")))
    page.write_text(before[:start] + "\n".join(head + body) + "\n" + mark + after)


def main():
    parser = argparse.ArgumentParser()
    for name in ("preau", "corpus", "hugo"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--page", type=pathlib.Path, required=True)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", nargs="+", default=["/dev/shm", "var"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        floor = pathlib.Path(folder) / "floor"
        subprocess.run(["gcc", "-O2", "-pthread", "-o", floor, HERE / "floor.c"], check=True)
        for size in map(int, options.sizes.split(",")):
            for work in options.work:
                system = subprocess.run(["stat", "-f", "-c", "%T", work], capture_output=True, text=True).stdout.strip()
                kind = "memory" if system == "tmpfs" else "disk"
                figures, files, second = measure(work, size, options, floor)
                for name, line in (("whole builds", row(size, kind, figures, files)),
                                   ("later builds", row_again(size, kind, figures["Préau"], second))):
                    print(line, flush=True)
                    replace_rows(options.page, name, [line])


main()
