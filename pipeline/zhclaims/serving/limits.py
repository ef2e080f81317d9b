"""What the server takes in: no more than a size, and nothing that a page of another site sends."""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What is somewhat too large is read to its end and dropped: few clients look for an answer while they still send.
_PATIENCE = 20
_OTHERS = ("cross-site", "same-site")


class LimitMiddleware:
    """Turns away requests that are too large, said or sent, or that come from another site's page.

    Args:
        app: The application behind it.
        size: How many bytes the body of a request may have.
    """

    def __init__(self, app: ASGIApp, *, size: int) -> None:
        self.app = app
        self.size = size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it; its body is read here, so that no more of it is held than may be."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] != "GET" and headers.get("sec-fetch-site") in _OTHERS:
            await JSONResponse({"detail": "sent by a page of another site"}, 403)(scope, receive, send)
            return
        said = headers.get("content-length", "0")
        body, came = b"", 0
        patience = self.size * _PATIENCE
        too_large = not said.isdecimal() or int(said) > self.size
        hopeless = said.isdecimal() and int(said) > patience
        while not hopeless and came <= patience:
            message = await receive()
            if message["type"] != "http.request":
                return  # the client has gone
            came += len(message.get("body", b""))
            too_large = too_large or came > self.size
            body = b"" if too_large else body + message.get("body", b"")
            if not message.get("more_body"):
                break
        if too_large:
            detail = f"the request is too large; at most {self.size:,} bytes are read"
            await JSONResponse({"detail": detail}, 413, {"Connection": "close"})(scope, receive, send)
            return
        given = False

        async def again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, again, send)
