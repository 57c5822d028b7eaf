"""A mirror on this machine, which can be cut, slow, wrong, or unable to go on in the middle."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PIECE = 2**14


@dataclass
class Mirror:
    """What the server has and how it behaves; `asked` are the requests it got, with their range.

    `cut_after`: the connection is closed after so many bytes of an answer. `hold`: from the second
    piece on, an answer waits until this is set.
    """

    files: dict[str, bytes]
    ranges: bool = True
    cut_after: int | None = None
    hold: threading.Event | None = None
    address: str = ""
    asked: list[tuple[str, str | None]] = field(default_factory=list)


@contextmanager
def mirror(files: dict[str, bytes], **behaviour) -> Iterator[Mirror]:
    """Serve files on 127.0.0.1 until the block ends."""
    state = Mirror(files, **behaviour)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self, state)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield state
    finally:
        if state.hold is not None:
            state.hold.set()
        server.shutdown()
        thread.join()
        server.server_close()


def answer(handler: BaseHTTPRequestHandler, state: Mirror) -> None:
    """Send a file, or the part that is asked for, as far as the behaviour lets it."""
    name, wanted = handler.path.removeprefix("/"), handler.headers.get("Range")
    state.asked.append((name, wanted))
    content = state.files.get(name)
    if content is None:
        handler.send_error(404)
        return
    start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and state.ranges else 0
    handler.send_response(206 if start else 200)
    if start:
        handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
    handler.send_header("Content-Length", str(len(content) - start))
    handler.end_headers()
    rest = content[start:][: state.cut_after]
    for place in range(0, len(rest), PIECE):
        if place and state.hold is not None:
            state.hold.wait(20)
        try:
            handler.wfile.write(rest[place : place + PIECE])
        except OSError:
            return  # whoever asked has gone
