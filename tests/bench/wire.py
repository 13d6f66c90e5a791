"""A client that costs next to nothing, so that what is timed is the server."""

import json
import socket

from tests.fault.presses import presses


class Wire:
    """One connection that is kept, for one terminal."""

    def __init__(self, port, key):
        self.port, self.key = port, key
        self.socket = None

    def send(self, request):
        """Send what `request_of` made and return the answer's body; a connection that was closed is opened again."""
        for _ in range(2):
            try:
                self.socket = self.socket or self.connected()
                self.socket.sendall(request)
                return self.answer()
            except (ConnectionError, EOFError):
                self.close()
        raise ConnectionError("The application closes every connection.")

    def connected(self):
        made = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def answer(self):
        told = b""
        while b"\r\n\r\n" not in told:
            told += self.more()
        head, _, body = told.partition(b"\r\n\r\n")
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        while len(body) < int(length.split(b":")[1]):
            body += self.more()
        if not head.startswith(b"HTTP/1.1 200"):
            raise AssertionError(f"{head.splitlines()[0].decode()} {body[:300].decode()}")
        return body

    def more(self):
        part = self.socket.recv(65536)
        if not part:
            raise EOFError
        return part

    def request_of(self, entries):
        """Return the bytes of a request that sends these entries."""
        body = json.dumps({"entries": entries}).encode()
        head = (
            f"POST /terminal/entries/ HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: lbn_terminal={self.key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def requests(self, seed, number):
        """Return the requests of `number` single entries, drawn from `seed`."""
        return [self.request_of([entry]) for entry in presses(seed, self.key, number)]

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None
