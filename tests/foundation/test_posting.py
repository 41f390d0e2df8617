"""Messages over real HTTP."""

from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import create_server
from threading import Event, Thread
from time import monotonic

import pytest

from nongcai.foundation import posting
from nongcai.foundation.posting import post

DRIPS = 8  # seconds for which it drips


class Handler(BaseHTTPRequestHandler):
    """Says what it got; leads astray whoever follows."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, self.headers["webhook-id"], body))
        self.send_response({"/away": 302, "/broken": 500, "/torn": 503}.get(self.path, 204))
        self.send_header("Location", "/taken")
        if self.path == "/torn":
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if self.path == "/broken":
            self.wfile.write("坏了".encode())
        if self.path == "/torn":
            # Ends amid what it announced.
            self.wfile.write(b"5\r\nab")
            self.wfile.flush()
            self.connection.close()

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def receiver():
    """A server on a port of its own."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.got = []
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def dripping():
    """A server that says a byte now and then, and never comes to an end; its port."""
    with create_server(("127.0.0.1", 0)) as listening:
        done = Event()

        def drip():
            line, _ = listening.accept()
            with line, suppress(OSError):
                for _ in range(DRIPS * 20):
                    line.send(b"H")
                    if done.wait(0.05):
                        return

        thread = Thread(target=drip, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        done.set()
        thread.join()


def posted(receiver, path):
    return post(f"http://127.0.0.1:{receiver.server_port}{path}", b"{}", {"webhook-id": "a"})


class TestPost:
    def test_cuts_a_receiver_that_drips(self, dripping, monkeypatch):
        monkeypatch.setattr(posting, "WHOLE", 0.3)
        begun = monotonic()

        answer = post(f"http://127.0.0.1:{dripping}/", b"{}", {})

        assert answer.status == 0
        assert monotonic() - begun < DRIPS / 2

    def test_brings_body_and_headers(self, receiver):
        assert posted(receiver, "/in").status == 204
        assert receiver.got == [("/in", "a", b"{}")]

    def test_follows_nothing(self, receiver):
        assert posted(receiver, "/away").status == 302
        assert [path for path, _id, _body in receiver.got] == ["/away"]

    def test_tells_what_a_broken_receiver_says(self, receiver):
        answer = posted(receiver, "/broken")

        assert (answer.status, answer.text) == (500, "坏了")

    def test_keeps_the_status_of_an_answer_that_tears(self, receiver):
        assert posted(receiver, "/torn").status == 503

    @pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://no-such-host.invalid/", "nonsense"])
    def test_has_no_status_where_nobody_answers(self, address):
        answer = post(address, b"{}", {})

        assert answer.status == 0
        assert answer.text
