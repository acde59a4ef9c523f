"""Measures the members' service while others make its life hard, and static files beside nginx, and writes two tables into a page.

    measure-service.py --preau BINARY --share FOLDER --page FILE [--seconds 8]

A new site is made in a temporary folder and `preau intake` started for it. One client asks for the page of the sign-in form,
one request after another on one connection, while processes of their own make the load. Needs nginx and wrk.
"""

import argparse
import datetime
import http.client
import multiprocessing
import os
import pathlib
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from visitors import Visitor, free_port, start, wait_for

PAGE = "/-/sign-in"
PASSWORD = "a playground in the rain"
PUPILS = 64


def make_accounts(port, link):
    """The maintainer, and a class that has accepted its invitations."""
    maintainer = Visitor(port, 0)
    status, _ = maintainer.send(link, {"name": "Head", "email": "head@example.org", "password": PASSWORD})
    assert status == 303, status
    guests = "\n".join(f"Pupil {n}; pupil{n}@example.org" for n in range(PUPILS))
    _, text = maintainer.send("/-/people/invite", {"people": guests, "role": "member"})
    links = re.findall(r'href="http://[^/"]*(/[^"]*invitations/[^"]*)"', text)
    assert len(links) == PUPILS, len(links)
    for number, link in enumerate(links):
        status, _ = Visitor(port, number).send(link, {"name": f"Pupil {number}", "password": PASSWORD})
        assert status == 303, status


# Loads, each in a process of its own until it is told to end.

def dribble(port, _):
    """Two hundred connections that send a byte of a header ten times a second; those that are closed come again."""
    head = f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ".encode() + b"a" * 4000
    sockets = []
    while True:
        began = time.monotonic()
        while len(sockets) < 200:
            sockets.append([socket.create_connection(("127.0.0.1", port)), 0])
        for entry in list(sockets):
            try:
                entry[0].send(head[entry[1]:entry[1] + 1])
                entry[1] += 1
            except OSError:
                entry[0].close()
                sockets.remove(entry)
        time.sleep(max(0, 0.1 - (time.monotonic() - began)))


def offend(port, _):
    """Two hundred requests a second that are too long, or none at all."""
    host = f"Host: 127.0.0.1:{port}\r\n"
    form = f"POST {PAGE} HTTP/1.1\r\n{host}Content-Type: application/x-www-form-urlencoded\r\n"
    requests = [
        f"GET {PAGE} HTTP/1.1\r\n{host}X: {'a' * 40_000}\r\n\r\n",
        f"{form}Content-Length: 10000000\r\n\r\n" + "a" * 60_000,
        f"{form}Content-Length: 20000\r\n\r\n" + "a=%FF&" * 3_333,
        f"{form}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        f"GET /-/../../etc/passwd HTTP/1.1\r\n{host}\r\n",
        f"GET {PAGE} HTTP/1.1\r\n\r\n",
        "\x00\x01\x02 nothing of the sort\r\n\r\n",
    ]
    number = 0
    while True:
        began = time.monotonic()
        with socket.create_connection(("127.0.0.1", port)) as offender:
            try:
                offender.settimeout(2)
                offender.sendall(requests[number % len(requests)].encode("latin-1"))
                offender.recv(4096)
            except OSError:
                pass  # the server may close before all is sent
        number += 1
        time.sleep(max(0, 0.005 - (time.monotonic() - began)))


def sign_in(port, done):
    """A class that signs in at once; says how long that took and what was answered."""
    pupils = [Visitor(port, number) for number in range(PUPILS)]
    tokens = [re.search(r'name="form_token" value="([^"]*)"', pupil.ask("GET", PAGE)[1]).group(1) for pupil in pupils]
    statuses = []

    def enter(number):
        fields = {"email": f"pupil{number}@example.org", "password": PASSWORD, "form_token": tokens[number]}
        statuses.append(pupils[number].ask("POST", PAGE, fields)[0])

    began = time.monotonic()
    threads = [threading.Thread(target=enter, args=(number,)) for number in range(PUPILS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.send((time.monotonic() - began, statuses))


def latencies(port, is_over):
    """Milliseconds of one request after another, with a pause between."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    while not is_over():
        began = time.perf_counter()
        connection.request("GET", PAGE)
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status == 200, answer.status
        time.sleep(0.003)
    connection.close()
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99)], len(times)


def under(load, port, seconds):
    """Latencies while a load is there; also what the load says at its end, if it comes to one."""
    receiver, sender = multiprocessing.Pipe()
    process = multiprocessing.Process(target=load, args=(port, sender), daemon=True) if load else None
    if process:
        process.start()
        time.sleep(1.0 if load is not sign_in else 0.3)
    end = time.monotonic() + seconds
    is_over = (lambda: receiver.poll()) if load is sign_in else (lambda: time.monotonic() > end)
    found = latencies(port, is_over)
    said = receiver.recv() if load is sign_in else None
    if process:
        process.terminate()
        process.join()
    time.sleep(1)
    return found, said


def requests_per_second(port, path, seconds):
    command = ["wrk", "-t", "1", "-c", "16", "-d", f"{seconds}s", f"http://127.0.0.1:{port}{path}"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in text:
        sys.exit(text)
    return float(re.search(r"Requests/sec: +([0-9.]+)", text).group(1))


def nginx(folder, root, port):
    (folder / "nginx.conf").write_text(f"""
        daemon off; worker_processes auto; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
        events {{ worker_connections 1024; }}
        http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; types {{ text/html html; }}
          client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
          uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
          server {{ listen 127.0.0.1:{port}; root {root}; }} }}""")
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def measure(options, folder, processes):
    environment = os.environ | {"PREAU_SHARE": str(pathlib.Path(options.share).resolve())}
    binary = pathlib.Path(options.preau).resolve()
    subprocess.run([binary, "init", "site"], cwd=folder, env=environment, check=True, capture_output=True)
    site = folder / "site"
    ports = {name: free_port() for name in ("intake", "serve", "nginx")}
    environment["PREAU_ORIGIN"] = f"http://127.0.0.1:{ports['intake']}"
    with (folder / "log").open("w") as log:
        start(processes, [binary, "intake", "--listen", f"127.0.0.1:{ports['intake']}"], site, environment, log)
        wait_for(ports["intake"])
        for _ in range(200):
            found = re.search(r"begins here: http://[^/]*(\S+)", (folder / "log").read_text())
            if found:
                break
            time.sleep(0.05)
        make_accounts(ports["intake"], found.group(1))
        intake = ports["intake"]
        rows = [("alone", *under(None, intake, options.seconds))]
        rows.append(("200 connections that send a byte ten times a second", *under(dribble, intake, options.seconds)))
        rows.append(("200 oversize or malformed requests a second", *under(offend, intake, options.seconds)))
        rows.append((f"{PUPILS} sign-ins at once", *under(sign_in, intake, options.seconds)))
        rows.append(("alone, again", *under(None, intake, options.seconds)))

        page = http.client.HTTPConnection("127.0.0.1", intake)
        page.request("GET", PAGE)
        text = page.getresponse().read()
        (site / "static").mkdir()
        for name in ("measured.txt", "measured.html"):
            (site / "static" / name).write_bytes(text)
        subprocess.run([binary, "build"], cwd=site, env=environment, check=True, capture_output=True)
        start(processes, [binary, "serve", "--listen", f"127.0.0.1:{ports['serve']}"], site, environment, log)
        start(processes, nginx(folder, site / "site", ports["nginx"]), folder, environment, log)
        wait_for(ports["serve"])
        wait_for(ports["nginx"])
        time.sleep(2)
        asked = {"nginx": ("nginx", "/measured.txt"), "file": ("serve", "/measured.txt"),
                 "page": ("serve", "/measured.html"), "intake": ("intake", PAGE)}
        rates = {name: [] for name in asked}
        for _ in range(3):
            for name, (program, path) in asked.items():
                rates[name].append(requests_per_second(ports[program], path, 3))
    return rows, {name: statistics.median(values) for name, values in rates.items()}, len(text)


def tables(rows, rates, size):
    usual = statistics.mean(row[1][0] for row in rows if row[0].startswith("alone"))
    lines = ["| while there are | median | p99 | median to usual | requests |", "| --- | --- | --- | --- | --- |"]
    for name, (median, p99, count), _ in rows:
        lines.append(f"| {name} | {median:.2f} ms | {p99:.1f} ms | {median / usual:.1f} × | {count} |")
    wall, statuses = next(said for _, _, said in rows if said)
    fine = sum(status == 303 for status in statuses)
    lines += ["", f"All {PUPILS} sign-ins were answered within {wall:.1f} s; {fine} of them succeeded.", ""]
    lines += [f"| {size:,} bytes | requests a second | of nginx |", "| --- | --- | --- |"]
    names = {"nginx": "nginx, a file", "file": "`preau serve`, the same file",
             "page": "`preau serve`, the same as a page of the site, which it looks through for new builds",
             "intake": "`preau intake`, rendered for each request"}
    for name, title in names.items():
        lines.append(f"| {title} | {rates[name]:,.0f} | {rates[name] / rates['nginx']:.0%} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--preau", required=True)
    parser.add_argument("--share", default=pathlib.Path(__file__).parent.parent)
    parser.add_argument("--page", type=pathlib.Path, required=True)
    parser.add_argument("--seconds", type=float, default=8)
    options = parser.parse_args()
    processes = []
    with tempfile.TemporaryDirectory(prefix="preau-bench-") as folder:
        try:
            os.chmod(folder, 0o755)  # nginx's workers are somebody else
            result = tables(*measure(options, pathlib.Path(folder), processes))
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)
                process.wait()
    text = options.page.read_text()
    begin, end = "<!-- the service -->\n", "\n<!-- end of the service -->"
    head, rest = text.split(begin)
    date = f"{datetime.date.today()}, {os.cpu_count()} cores of a shared virtual machine:"
    options.page.write_text(head + begin + f"{date}\n\n{result}" + end + rest.split(end, 1)[1])
    print(result)


if __name__ == "__main__":
    main()
