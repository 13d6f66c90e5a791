"""Many at once, against real gunicorn on the database that the suite runs on."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from tests.distributions import station

AT_ONCE = 50
CLIENTS = 16
ENTRY = {
    "uuid": "2f0f6c1c-6a63-4b5e-9a52-0d6ff1f0a3c7",
    "handed_out_on": "2026-11-21",
    "zip_code": "12207",
    "item": "naloxone-kit",
    "items": 2,
    "people_trained": 1,
}
COUNTED = ("12207", "2026-11-21", "naloxone-kit", 1, 2, 1)


def send(application, key, entry=ENTRY, *, ready=None):
    """Send an entry until it is taken, as a terminal does; return the statuses on the way and the last answer."""
    if ready:
        ready.wait()
    statuses = []
    while not statuses or (statuses[-1] == 503 and len(statuses) < 20):
        status, body = send_batch(application, key, [entry])
        statuses.append(status)
    return statuses, body


def send_batch(application, key, entries):
    """Send entries once; return the status and the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", application.port, timeout=60)
    headers = {"Content-Type": "application/json", "Cookie": f"lbn_terminal={key}"}
    connection.request("POST", "/terminal/entries/", json.dumps({"entries": entries}), headers)
    answer = connection.getresponse()
    body = json.loads(answer.read())
    connection.close()
    return answer.status, body


def test_one_uuid_sent_fifty_times_at_once_is_counted_once(served):
    application = served(prepared=station.PREPARED)
    ready = Barrier(AT_ONCE)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = [pool.submit(send, application, station.KEY, ready=ready) for _ in range(AT_ONCE)]
        answers = [future.result() for future in sent]

    assert [body for _, body in answers] == [{"stored": [ENTRY["uuid"]], "refused": []}] * AT_ONCE
    assert station.counts(application) == [("albany-county-sheriffs-office", *COUNTED)]
    assert station.on_hand(application) == {"naloxone-kit": 38, "fentanyl-strips": 100}


def test_sixteen_clients_counting_one_place_and_day_lose_nothing(application):
    entries = [ENTRY | {"uuid": str(uuid4())} for _ in range(CLIENTS * 5)]
    ready = Barrier(CLIENTS)

    def send_every(start):
        ready.wait()
        return [send(application, station.KEY, entry)[1] for entry in entries[start::CLIENTS]]

    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = [answer for sent in pool.map(send_every, range(CLIENTS)) for answer in sent]

    assert sorted(uuid for answer in answers for uuid in answer["stored"]) == sorted(one["uuid"] for one in entries)
    assert station.counts(application) == [
        ("albany-county-sheriffs-office", "12207", "2026-11-21", "naloxone-kit", 80, 160, 80)
    ]


def test_the_same_uuid_from_another_agency_is_another(served):
    application = served(prepared=station.PREPARED)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda key: send(application, key)[1], (station.KEY, station.TROY_KEY)))

    assert answers == [{"stored": [ENTRY["uuid"]], "refused": []}] * 2
    assert station.counts(application) == [
        ("albany-county-sheriffs-office", *COUNTED),
        ("troy-police-department", *COUNTED),
    ]
