"""The limit: a bare Sanic handler that answers each message with the very bytes that the guide answered with.

python -m benchmarks.compare.limit PORT ANSWERS, where ANSWERS is a JSON file of bodies by message.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as as_json


def main(port: int, answers: Path) -> None:
    """Serves until it is stopped."""
    bodies: dict[str, str] = json.loads(answers.read_text(encoding="utf-8"))
    app = Sanic("limit", configure_logging=False)

    @app.get("/session")
    async def session(request: Request) -> HTTPResponse:
        return as_json({"csrf": "none"}, headers={"Set-Cookie": "guide=none; Path=/"})

    @app.post("/conversation/messages")
    async def message(request: Request) -> HTTPResponse:
        return HTTPResponse(bodies[request.json["text"]], content_type="text/event-stream; charset=utf-8")

    app.run(host="127.0.0.1", port=port, access_log=False, debug=False, motd=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
