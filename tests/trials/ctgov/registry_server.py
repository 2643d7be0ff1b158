"""A registry of our own on loopback: it answers like ClinicalTrials.gov, or fails as it is told."""

import json
from collections import deque
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import Event, Thread
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

BASE = "/api/v2"
Study = dict[str, Any]


class Handler(BaseHTTPRequestHandler):
    """One connection; what is scripted comes before what a registry would say."""

    server: "RegistryServer"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer as the script says, or well."""
        self.server.asked.append(self.path)
        self.server.headers.append(dict(self.headers))
        behave = self.server.script.popleft() if self.server.script else self.server.always
        (behave or answer_well)(self)

    def say(self, status: int, body: bytes, **headers: str) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def send(self, data: bytes) -> None:
        """Bytes that are no answer, or a part of one; the connection then ends with the handler."""
        self.close_connection = True
        self.wfile.write(data)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


Behaviour = Callable[[Handler], None]


class RegistryServer(ThreadingTCPServer):
    """Studies under their numbers, and a script of how to answer the next requests."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 50

    def __init__(self, studies: Iterable[Study] = ()) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.studies = {number_of(study): study for study in studies}
        self.page_size = 1000
        self.malformed: set[str] = set()  # numbers that spoil the request they stand in
        self.script: deque[Behaviour | None] = deque()
        self.always: Behaviour | None = None  # once the script is over
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.stopped = Event()
        self._thread = Thread(target=self.serve_forever, args=(0.01,), daemon=True)

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def url(self) -> str:
        """What CTGOV_API_URL would say."""
        return f"http://{self.host}{BASE}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, *_: object) -> None:
        """The client hung up, as it should."""


def number_of(study: Study) -> str:
    """The NCT number."""
    return str(study["protocolSection"]["identificationModule"]["nctId"])


def study(number: str, *aliases: str) -> Study:
    """A small record."""
    module = {"nctId": number, "briefTitle": f"Study {number}"}
    return {
        "protocolSection": {
            "identificationModule": module | ({"nctIdAliases": [*aliases]} if aliases else {})
        }
    }


def answer_well(handler: Handler) -> None:
    """As the registry would."""
    parts = urlsplit(handler.path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.path == f"{BASE}/studies":
        _list(handler, query)
    elif parts.path.startswith(f"{BASE}/studies/"):
        _one(handler, parts.path.rpartition("/")[2])
    else:
        handler.say(404, b"Not found")


def _list(handler: Handler, query: dict[str, str]) -> None:
    server, asked = handler.server, query["filter.ids"].split(",")
    if bad := server.malformed.intersection(asked):
        handler.say(400, f"Parameter `filter.ids` has incorrect format: {min(bad)}".encode())
        return
    found = [server.studies[number] for number in asked if number in server.studies]
    start = int(query.get("pageToken", "p0")[1:])
    end = start + min(server.page_size, int(query["pageSize"]))
    page: dict[str, object] = {"studies": found[start:end]}
    if end < len(found):
        page["nextPageToken"] = f"p{end}"
    handler.say(200, json.dumps(page).encode(), Content_Type="application/json")


def _one(handler: Handler, number: str) -> None:
    server = handler.server
    if number in server.malformed:
        handler.say(400, b"<h1>nctId</h1> has incorrect\nformat\x1b[31m")
    elif number in server.studies:
        handler.say(200, json.dumps(server.studies[number]).encode())
    elif now := next((n for n, s in server.studies.items() if number in _aliases(s)), None):
        handler.say(301, b"", Location=f"{BASE}/studies/{now}?format=json")
    else:
        handler.say(404, f"NCT number {number} not found".encode())


def _aliases(record: Study) -> list[str]:
    found: list[str] = record["protocolSection"]["identificationModule"].get("nctIdAliases", [])
    return found


def saying(status: int, body: bytes | str = b"", **headers: str) -> Behaviour:
    """This answer, whatever is asked."""
    content = body.encode() if isinstance(body, str) else body
    return lambda handler: handler.say(status, content, **headers)


def writing(data: bytes) -> Behaviour:
    """These very bytes, then the end of the connection."""
    return lambda handler: handler.send(data)


def dripping(start: bytes, drop: bytes = b" ") -> Behaviour:
    """A beginning, then a drop every few milliseconds for ever."""

    def drip(handler: Handler) -> None:
        handler.send(start)
        while not handler.server.stopped.wait(0.02):
            handler.send(drop)

    return drip


def silent(start: bytes = b"") -> Behaviour:
    """A beginning, then nothing for ever."""

    def wait(handler: Handler) -> None:
        handler.send(start)
        handler.server.stopped.wait()

    return wait


def pouring(start: bytes, piece: bytes) -> Behaviour:
    """A beginning, then as much as the client takes."""

    def pour(handler: Handler) -> None:
        handler.send(start)
        while not handler.server.stopped.is_set():
            handler.send(piece)

    return pour
