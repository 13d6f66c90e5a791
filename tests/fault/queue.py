"""A terminal's queue as its script behaves: an entry stays until an answer of 2xx names its uuid as stored."""

import http.client
import json
import random
import socket
import struct
import threading

DROPPED = 0.03
PATIENCE = 30
WAIT = 0.05
# Sizes of batches: mostly a single press, sometimes what a long night without network leaves.
SIZES = ((0.7, 1, 1), (0.9, 2, 10), (1, 20, 100))


class AnswerLost(OSError):
    """The answer did not reach the terminal; what the server did is not known."""


class Tally:
    """What all queues of a trial have seen so far; one for several threads."""

    def __init__(self):
        self.changed = threading.Condition()
        self.acknowledged = self.answers = self.dropped = self.failed = 0

    def add(self, **seen):
        with self.changed:
            for name, number in seen.items():
                setattr(self, name, getattr(self, name) + number)
            self.changed.notify_all()

    def wait_for(self, acknowledged, *, until):
        """Return once so many entries are acknowledged, or `until()` says that no more will come."""
        with self.changed:
            self.changed.wait_for(lambda: self.acknowledged >= acknowledged or until(), timeout=600)


class Line:
    """One connection to the application, for one terminal, on a network that loses answers."""

    def __init__(self, port, key, draw, *, dropped=DROPPED):
        self.port, self.draw, self.dropped = port, draw, dropped
        self.headers = {"Content-Type": "application/json", "Cookie": f"lbn_terminal={key}"}
        self.connection = None

    def post(self, entries):
        """Send a batch and return (status, answer); raise `OSError` or `HTTPException` where none arrives."""
        self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            self.connection.request("POST", "/terminal/entries/", json.dumps({"entries": entries}), self.headers)
            if self.draw.random() < self.dropped:
                self.lose()
            answer = self.connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            self.close()
            raise

    def lose(self):
        """Lose this answer, in one of three ways: at once, by a reset once it is there, or after a few bytes."""
        way = self.draw.choice(("at once", "reset", "half"))
        if way == "reset":
            self.connection.sock.recv(1, socket.MSG_PEEK)
            self.connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if way == "half":
            self.connection.sock.recv(40)
        raise AnswerLost(way)

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


class Queue(threading.Thread):
    """One terminal working through its presses until every one is acknowledged, or `patience` seconds bring none."""

    def __init__(self, *, name, port, key, presses, tally, seed, dropped=DROPPED):
        super().__init__(name=name, daemon=True)
        self.waiting, self.tally = list(presses), tally
        self.draw = random.Random(f"{seed} queue {name}")
        self.line = Line(port, key, self.draw, dropped=dropped)
        self.refused = []
        self.fault = None
        self.stopped = threading.Event()

    def run(self):
        try:
            while self.waiting and not self.stopped.is_set():
                self.turn(self.waiting[: self.size()])
        except BaseException as fault:
            self.fault = fault
        finally:
            self.line.close()
            self.tally.add()

    def size(self):
        chance = self.draw.random()
        return next(self.draw.randint(low, high) for limit, low, high in SIZES if chance <= limit)

    def turn(self, batch):
        """Send a batch once, and forget what the answer says is stored."""
        try:
            status, answer = self.line.post(batch)
        except AnswerLost:
            self.tally.add(answers=1, dropped=1)
            return
        except (OSError, http.client.HTTPException, ValueError):
            self.tally.add(failed=1)
            self.stopped.wait(WAIT)
            return
        self.tally.add(answers=1)
        if status // 100 != 2:
            self.stopped.wait(WAIT)
            return
        self.settle(batch, answer)

    def settle(self, batch, answer):
        stored, refused = set(answer["stored"]), answer["refused"]
        self.refused += refused
        gone = stored | {refusal["uuid"] for refusal in refused}
        self.waiting = [entry for entry in batch if entry["uuid"] not in gone] + self.waiting[len(batch) :]
        self.tally.add(acknowledged=len(stored))
