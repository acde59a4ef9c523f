"""Renders the templates of Benchmarks/Templates in Préau, MiniJinja and Jinja2, and prints a table of CPU times.

    compare-templates.py [--rounds N] MEASURE-TEMPLATES    all of them in turns
    compare-templates.py --peer minijinja|jinja2 FOLDER    one, once: the fastest batch in microseconds, the size

A figure is the CPU time of one render: the median over the rounds of the fastest batch, start-up apart. MiniJinja is
measured twice: with the data as Python objects, as its users give it, and with the data as literals of a template,
so that nothing of Python is in the figure.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

FOLDER = pathlib.Path(__file__).parent / "Templates"
ROWS = {
    "listing": "a listing of 100 rows",
    "inheritance": "three levels of inheritance, includes, macros",
    "escaping": "8 kB of text, escaped",
    "loops": "nested loops with filters and tests",
}


def load(folder):
    names = (folder / "templates.txt").read_text().split()
    return {name: (folder / name).read_text() for name in names}, json.loads((folder / "data.json").read_text())


def minijinja_render(templates, data):
    import minijinja

    environment = minijinja.Environment(templates=templates, auto_escape_callback=lambda _: "html")
    return lambda: environment.render_template("main.html", **data)


def literal_render(templates, data):
    """The data as literals that stand before the include of the template."""
    import minijinja

    values = "".join("{%% set %s = %s %%}" % (name, json.dumps(value, ensure_ascii=False)) for name, value in data.items())
    templates = dict(templates, start=values + '{% include "main.html" %}')
    environment = minijinja.Environment(templates=templates, auto_escape_callback=lambda _: "html")
    return lambda: environment.render_template("start")


def jinja2_render(templates, data):
    import jinja2

    environment = jinja2.Environment(loader=jinja2.DictLoader(templates), autoescape=True)
    template = environment.get_template("main.html")
    return lambda: template.render(data)


PEERS = {"minijinja": minijinja_render, "minijinja-literals": literal_render, "jinja2": jinja2_render}


def measure(render):
    """The fastest of some batches of some milliseconds, in microseconds for one render."""
    fastest, renders = float("inf"), 1
    for _ in range(40):
        start = time.process_time_ns()
        for _ in range(renders):
            output = render()
        spent = (time.process_time_ns() - start) / 1000
        fastest = min(fastest, spent / renders)
        if spent < 5000:
            renders *= 2
    return fastest, len(output.encode())


def run(command):
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[0])


def check_outputs(program, row):
    """All engines must write the same, but for the spelling of entities and the last line end."""

    def plain(text):
        for spelling, entity in (("&quot;", "&#34;"), ("&#x27;", "&#39;"), ("&#x2f;", "/")):
            text = text.replace(spelling, entity)
        return text.rstrip("\n")

    ours = subprocess.run([program, FOLDER / row, "--print"], check=True, capture_output=True, text=True).stdout
    for name, make in PEERS.items():
        if plain(make(*load(FOLDER / row))()) != plain(ours):
            sys.exit(f"{name} renders {row} differently")


def compare(program, rounds):
    print("| template | Préau | MiniJinja, data as literals | MiniJinja, data from Python | Jinja2 |")
    print("| --- | --- | --- | --- | --- |")
    for row, title in ROWS.items():
        check_outputs(program, row)
        engines = {"preau": [program, FOLDER / row]}
        for peer in ("minijinja-literals", "minijinja", "jinja2"):
            engines[peer] = [sys.executable, __file__, "--peer", peer, FOLDER / row]
        times = {name: [] for name in engines}
        for _ in range(rounds):
            for name, command in engines.items():
                times[name].append(run(command))
        figures = {name: statistics.median(values) for name, values in times.items()}
        cells = [f"{figures['preau']:.1f} µs"]
        for peer in list(engines)[1:]:
            cells.append(f"{figures[peer]:.1f} µs ({figures[peer] / figures['preau']:.1f} ×)")
        print(f"| {title} | " + " | ".join(cells) + " |", flush=True)


parser = argparse.ArgumentParser()
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--peer", choices=PEERS)
parser.add_argument("target")
arguments = parser.parse_args()
if arguments.peer:
    print(*measure(PEERS[arguments.peer](*load(pathlib.Path(arguments.target)))))
else:
    compare(arguments.target, arguments.rounds)
