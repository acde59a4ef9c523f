"""Measures how long it takes from a form that is sent to the live page, beside the machine's own disk and git, and writes a table
into a page.

    measure-submissions.py --preau BINARY --page FILE [--size 10000] [--count 400]

A new community site gets so many entries, a git repository and `preau serve`. A member changes the headline of their own profile,
which needs no review, again and again: one form a time, and the answer leads to the page, which is asked for and must have it.
In turns with that the same machine syncs a small file, writes and syncs as such a change does, and commits a small change with
git(1), everything synced. Then somebody whom nobody reviews adds projects, half of them each once the site is still again, and
half one right after the other.
"""

import argparse
import datetime
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from visitors import Visitor, free_port, start, wait_for

PASSWORD = "a playground in the rain"
SKILLS = ["swift", "python", "html", "css", "sql", "c", "git", "linux", "figma", "rust", "java", "reseaux"]
LOG_SIZE = 1 << 20
TEXT = "Un projet de **promo**, avec ses essais, ses erreurs et ce qu’on en garde.\n\n" * 6


def write_entries(content, size):
    """Four profiles to three projects and three articles, each of which names profiles."""
    people = size * 4 // 10
    for kind in ("profiles", "projects", "articles"):
        (content / kind).mkdir(exist_ok=True)
    for n in range(people):
        skills = ", ".join(SKILLS[(n + k * 5) % 12] for k in range(3))
        (content / f"profiles/person-{n}.md").write_text(
            f"---\nname: Personne {n}\nheadline: Au début\nskills: [{skills}]\n---\n{TEXT}")
    for n in range(size * 3 // 10):
        members = ", ".join(f"person-{(n * 7 + k) % people}" for k in range(3))
        (content / f"projects/project-{n}.md").write_text(
            f"---\ntitle: Projet {n}\nsummary: En bref\nmembers: [{members}]\ntags: [{SKILLS[n % 12]}]\n---\n{TEXT}")
    for n in range(size - people - size * 3 // 10):
        (content / f"articles/article-{n}.md").write_text(
            f"---\ntitle: Article {n}\ndate: 20{10 + n % 16}-0{n % 9 + 1}-11\nauthors: [person-{n % people}]\n---\n{TEXT}")


def prepare(folder, binary, environment, size):
    subprocess.run([binary, "init", "site"], cwd=folder, env=environment, check=True, capture_output=True)
    site = folder / "site"
    kind = site / "content/kinds/profile.yaml"
    kind.write_text(kind.read_text().replace("edit: { by: owner }", "edit: { by: owner, review: false }"))
    write_entries(site / "content", size)
    git(site, "init", "-q", "-b", "main")
    for name, value in (("user.name", "Site"), ("user.email", "site@example.org"), ("gc.auto", "0")):
        git(site, "config", name, value)
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "First")
    return site


def git(folder, *arguments):
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def sign_in(site, binary, environment, port, person, role="member"):
    run = subprocess.run(
        [binary, "account", "invite", f"{person}@example.org", "--profile", person, "--role", role], cwd=site,
        env=environment, check=True, capture_output=True, text=True)
    link = re.search(r"http://[^/]*(\S+)", run.stdout).group(1)
    visitor = Visitor(port, int(person.split("-")[1]))
    visitor.person = person
    status, _ = visitor.send(link, {"name": person, "password": PASSWORD})
    assert status == 303, status
    return visitor


def submit(visitor, number):
    """Milliseconds from sending a form until the live page was read; the form itself is asked for before."""
    path, headline = f"/-/edit/profile/{visitor.person}", f"Version {number} de moi"
    _, form = visitor.ask("GET", path)
    fields = {name: re.search(f'name="{name}" value="([^"]*)"', form).group(1) for name in ("form_token", "base")}
    fields |= {"name": visitor.person, "headline": headline, "skills": "swift, c, html", "content": TEXT}
    began = time.perf_counter()
    status, text = visitor.ask("POST", path, fields)
    answered = time.perf_counter()
    if status != 303:
        sys.exit(f"the form was answered with {status}:\n{text}")
    status, page = visitor.ask("GET", visitor.location.split("?")[0])
    live = time.perf_counter()
    assert status == 200 and headline in page, f"{visitor.location} does not show '{headline}'"
    return (live - began) * 1000, (answered - began) * 1000


def add(visitor, number):
    """Milliseconds from sending the form of a new project until its page was read."""
    path, title = "/-/new/project", f"Projet neuf {number}"
    _, form = visitor.ask("GET", path)
    fields = {"form_token": re.search('name="form_token" value="([^"]*)"', form).group(1)}
    fields |= {"title": title, "summary": "En bref", "members": visitor.person, "content": TEXT}
    # Some bring a tag that nothing has yet.
    fields |= {"tags": f"swift, nouveau{number // 2}"}
    began = time.perf_counter()
    status, text = visitor.ask("POST", path, fields)
    if status != 303:
        sys.exit(f"the form was answered with {status}:\n{text}")
    status, page = visitor.ask("GET", visitor.location.split("?")[0])
    live = time.perf_counter()
    assert status == 200 and title in page, f"{visitor.location} does not show '{title}'"
    return (live - began) * 1000


def sync_file(folder, number):
    """Milliseconds for a file and its folder."""
    began = time.perf_counter()
    with open(folder / "synced", "w") as file:
        file.write(f"{number}\n" * 100)
        file.flush()
        os.fsync(file.fileno())
    os.rename(folder / "synced", folder / "in place")
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    return (time.perf_counter() - began) * 1000


def sync_as_a_change(file, number):
    """Milliseconds for what a change waits for on disk: the logs of git and of the store, which are overwritten, twice each."""
    began = time.perf_counter()
    for step in range(4):
        os.pwrite(file, os.urandom(2_048), ((number * 4 + step) * 2_048) % LOG_SIZE)
        os.fdatasync(file)
    return (time.perf_counter() - began) * 1000


def commit(repository, number):
    """Milliseconds for git(1) to commit a change of one file, with everything synced."""
    (repository / "content/profiles/person-1.md").write_text(f"---\nname: Personne 1\nheadline: {number}\n---\n{TEXT}")
    began = time.perf_counter()
    git(repository, "-c", "core.fsync=all", "-c", "core.fsyncMethod=fsync", "commit", "-q", "-a", "-m", "Edit")
    return (time.perf_counter() - began) * 1000


def measure(options, folder, processes):
    port = free_port()
    environment = os.environ | {
        "PREAU_SHARE": str(pathlib.Path(options.share).resolve()), "PREAU_ORIGIN": f"http://127.0.0.1:{port}"}
    binary = pathlib.Path(options.preau).resolve()
    site = prepare(folder, binary, environment, options.size)
    subprocess.run(["cp", "-R", site, folder / "beside"], check=True)
    with (folder / "log").open("w") as log:
        server = start(processes, [binary, "serve", "--listen", f"127.0.0.1:{port}"], site, environment, log)
        wait_for(port)
        for _ in range(1200):
            if (site / "site/profiles/person-0/index.html").exists():
                break
            time.sleep(0.1)
        # Nobody may send more than sixty at once.
        members = [sign_in(site, binary, environment, port, f"person-{n}") for n in range(1 + options.count // 50)]
        for number in range(10):
            submit(members[0], -number)
        used = cpu_seconds(server.pid)
        times = {"live": [], "answered": [], "sync": [], "floor": [], "commit": [], "added": [], "row": []}
        log_file = os.open(folder / "floor", os.O_RDWR | os.O_CREAT)
        os.write(log_file, bytes(LOG_SIZE))
        os.fsync(log_file)
        for number in range(options.count):
            live, answered = submit(members[number % len(members)], number)
            times["live"].append(live)
            times["answered"].append(answered)
            times["sync"].append(sync_file(folder, number))
            times["floor"].append(sync_as_a_change(log_file, number))
            if number % 4 == 0:
                times["commit"].append(commit(folder / "beside", number))
        cpu = (cpu_seconds(server.pid) - used) * 1000 / options.count
        adder = sign_in(site, binary, environment, port, f"person-{len(members)}", "maintainer")
        for number in range(options.additions):
            # The build of all lists follows each.
            time.sleep(3)
            times["added"].append(add(adder, number))
        # While the service still catches up with the one before.
        adder = sign_in(site, binary, environment, port, f"person-{len(members) + 1}", "maintainer")
        times["row"] = [add(adder, options.additions + number) for number in range(options.additions)]
        return times, cpu


def cpu_seconds(process):
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def table(options, times, cpu):
    rows = [("from the form to the page that shows it", "live"), ("from the form to its answer", "answered"),
            ("from the form of a new entry to its page", "added"), ("the same, one right after the other", "row"),
            ("`git commit` of one file, everything synced", "commit"), ("the syncs that one change waits for, and nothing else", "floor"), ("one small file and its folder, synced", "sync")]
    lines = [f"{options.count} changes of a profile and {2 * options.additions} new projects at {options.size:,} entries; the service used {cpu:.0f} ms of CPU time for each change.", "",
             "| | median | p90 | p99 | longest |", "| --- | --- | --- | --- | --- |"]
    for title, name in rows:
        ordered = sorted(times[name])
        p90, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.9, 0.99))
        lines.append(f"| {title} | {statistics.median(ordered):.1f} ms | {p90:.1f} ms | {p99:.1f} ms | {ordered[-1]:.1f} ms |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--preau", required=True)
    parser.add_argument("--share", default=pathlib.Path(__file__).parent.parent)
    parser.add_argument("--page", type=pathlib.Path)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--additions", type=int, default=50)
    options = parser.parse_args()
    processes = []
    with tempfile.TemporaryDirectory(prefix="preau-bench-", dir=pathlib.Path.cwd() / "var") as folder:
        try:
            result = table(options, *measure(options, pathlib.Path(folder), processes))
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)
                process.wait()
    if options.page:
        text = options.page.read_text()
        begin, end = "<!-- submissions -->\n", "\n<!-- end of submissions -->"
        head, rest = text.split(begin)
        date = f"{datetime.date.today()}, {os.cpu_count()} cores of a shared virtual machine:"
        options.page.write_text(head + begin + f"{date}\n\n{result}" + end + rest.split(end, 1)[1])
    print(result)


if __name__ == "__main__":
    main()
