"""Somebody who visits a service, and the programs that are measured."""

import http.client
import re
import socket
import subprocess
import sys
import time
import urllib.parse


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(port):
    for _ in range(400):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"nobody listens at port {port}")


class Visitor:
    """A browser without scripts, behind a proxy that names another address for each."""

    def __init__(self, port, number):
        self.port, self.cookies, self.location = port, {}, ""
        self.address = f"198.51.100.{number % 250 + 1}"

    def ask(self, method, path, fields=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"X-Forwarded-For": self.address, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = urllib.parse.urlencode(fields) if fields is not None else None
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for field in answer.headers.get_all("Set-Cookie") or []:
            name, value = field.split(";")[0].split("=", 1)
            self.cookies[name] = value
        self.location = answer.headers.get("Location", "")
        connection.close()
        return answer.status, text

    def send(self, path, fields):
        """Sends the form of a page, with the token that it holds."""
        _, text = self.ask("GET", path)
        token = re.search(r'name="form_token" value="([^"]*)"', text).group(1)
        return self.ask("POST", path, fields | {"form_token": token})


def start(stack, command, folder, environment, log):
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    stack.append(process)
    return process
