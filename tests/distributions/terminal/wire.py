"""The line between a browser and the application, and everything that happens to it."""

import http.client
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

ENTRIES = "/terminal/entries/"
JSON = [("Content-Type", "application/json")]
NOT_PASSED_ON = {"connection", "keep-alive", "transfer-encoding"}


class Wire:
    """A real line to `application`: `url` is where the browser finds it.

    `fault` says what happens to requests: "" nothing, "dead" nobody answers at all; only to entries: "lost" counted
    and the answer lost, "half" counted and half of the answer, "silent" no answer ever, "page" another network's
    page, "elsewhere" a redirect, "told" the answer `told`, or a number as the status of an answer. Entries that hold
    `poison` are answered with the status `poisoned`. `sent` are the entries of every request that came.
    """

    def __init__(self, application):
        self.fault = ""
        self.headers = {}
        self.told = b"{}"
        self.poison = b""
        self.poisoned = 400
        self.sent = []
        self.weights = {}
        self.arrived = threading.Condition()
        self.let_go = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.wire, target = self, urlsplit(application.url)
        self.server.target = target.hostname, target.port
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def came(self, entries):
        with self.arrived:
            self.sent.append(entries)
            self.arrived.notify_all()

    def wait_for(self, number, seconds=15):
        """Wait until that many requests with entries have come."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.sent) >= number, seconds), self.sent

    def close(self):
        """End the line; what a page sends when it goes now reaches nobody, and no other test."""
        self.fault = "dead"
        self.let_go.set()
        self.server.shutdown()
        self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Passes a request on, or has it fail as the wire says."""

    protocol_version = "HTTP/1.1"

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        is_entries = self.path == ENTRIES
        fault = self.server.wire.fault
        if fault == "dead":
            self.hang_up()
            return
        if is_entries:
            self.server.wire.came(body)
        if is_entries and fault:
            self.break_down(fault, body)
            return
        if is_entries and self.server.wire.poison and self.server.wire.poison in body:
            self.say(self.server.wire.poisoned, JSON, b'{"message": "This one is poison."}')
            return
        self.say(*self.ask(body))

    do_GET = do_POST = pass_on

    def ask(self, body):
        """What the application says: status, headers, body."""
        line = http.client.HTTPConnection(*self.server.target, timeout=30)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in NOT_PASSED_ON}
        line.request(self.command, self.path, body or None, headers)
        answer = line.getresponse()
        told = answer.status, answer.getheaders(), answer.read()
        line.close()
        return told

    def break_down(self, fault, body):
        if fault == "silent":
            self.server.wire.let_go.wait()
        elif fault == "lost":
            self.ask(body)
        elif fault == "half":
            status, headers, told = self.ask(body)
            self.say(status, headers, told[: len(told) // 2], length=len(told))
        elif fault == "page":
            self.say(200, [("Content-Type", "text/html")], b"<p>Accept the conditions of this network</p>")
            return
        elif fault == "told":
            self.say(200, JSON, self.server.wire.told)
            return
        elif fault == "elsewhere":
            self.say(302, [("Location", "/accounts/login/")], b"")
            return
        else:
            self.say(int(fault), [*self.server.wire.headers.items(), ("Content-Type", "text/html")], b"<p>Fault</p>")
            return
        self.hang_up()

    def say(self, status, headers, body, length=None):
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in NOT_PASSED_ON | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        with suppress(OSError):  # The browser may have gone.
            self.end_headers()
            self.wfile.write(body)
        self.server.wire.weights[self.path] = len(body)

    def hang_up(self):
        self.close_connection = True

    def log_message(self, *said):
        """Nothing: the terminal's requests are in no log."""
