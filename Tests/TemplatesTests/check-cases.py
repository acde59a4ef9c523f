#!/usr/bin/env python3
"""Checks every case file against the real Jinja2 (python3-jinja2); --write puts its results into the files.

A file holds cases, each a line "=== name" and sections: "--- options" and "--- context" (JSON), "--- template NAME",
and at the end "--- output" or "--- error". A section's text ends before the line end that precedes the next line of
dashes or equal signs. An error's text is ours; of Jinja2 the check asks only that it fails too.
"""
import json
import pathlib
import sys

import jinja2


def parse(text):
    cases, section = [], None
    for line in text.split("\n")[:-1]:
        if line.startswith("=== "):
            cases.append({"name": line[4:], "sections": []})
            section = None
        elif line.startswith("--- "):
            section = [line[4:], []]
            cases[-1]["sections"].append(section)
        elif section is not None:
            section[1].append(line)
    return cases


def find(case, name):
    return next((section for section in case["sections"] if section[0] == name), None)


def render(case):
    def load(name):
        section = find(case, name)
        return json.loads("\n".join(section[1])) if section else {}

    options = load("options")
    undefined = {"lenient": jinja2.Undefined, "chainable": jinja2.ChainableUndefined}
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(
            {key[9:]: "\n".join(lines) for key, lines in case["sections"] if key.startswith("template ")}
        ),
        autoescape=options.pop("autoescape", True),
        undefined=undefined.get(options.pop("undefined", ""), jinja2.StrictUndefined),
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        **options,
    )
    try:
        return environment.get_template("main").render(load("context"))
    except Exception as error:  # whatever Jinja2 raises counts as its error
        return error


def check(case, write):
    result = render(case)
    expected = find(case, "output") or find(case, "error")
    if write and expected is None:
        kind = "error" if isinstance(result, Exception) else "output"
        expected = [kind, [] if kind == "error" else result.split("\n")]
        case["sections"].append(expected)
    if isinstance(result, Exception):
        return expected[0] == "error" or f"Jinja2 fails: {result}"
    return "\n".join(expected[1]) == result if expected[0] == "output" else f"Jinja2 gives {result!r}"


def serialized(cases):
    lines = []
    for case in cases:
        lines.append("=== " + case["name"])
        for name, content in case["sections"]:
            lines += ["--- " + name, *content]
    return "\n".join(lines) + "\n"


def main():
    write = "--write" in sys.argv
    failures = count = 0
    for path in sorted((pathlib.Path(__file__).parent / "Cases").glob("*.txt")):
        cases = parse(path.read_text(encoding="utf-8"))
        for case in cases:
            count += 1
            verdict = check(case, write)
            if verdict is not True:
                failures += 1
                print(f"{path.name}: {case['name']}: {verdict or 'another result: ' + repr(render(case))}")
        if write:
            path.write_text(serialized(cases), encoding="utf-8")
    print(f"{count} cases, {failures} differ from Jinja2 {jinja2.__version__}")
    sys.exit(failures > 0)


main()
