"""The application: the page, ``POST /extract``, and limits on what it takes in."""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Annotated, Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.middleware.trustedhost import TrustedHostMiddleware

from zhclaims.errors import ZhclaimsError
from zhclaims.records import Claim, json_text
from zhclaims.review import page, policy
from zhclaims.serving.limits import LimitMiddleware
from zhclaims.serving.worker import BusyError, TimeLimitError, Worker
from zhclaims.version import __version__

CHARACTERS = 100_000
SECONDS = 30.0
_LOOPBACK = ("127.0.0.1", "localhost")
_BYTES_A_CHARACTER = 12  # at most, in JSON: two escaped surrogates


class Article(BaseModel):
    """A text to read."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(description="The text; offsets of claims count its characters (code points).")]
    published: Annotated[date | None, Field(description="Date of publication, which 今年, 上个月 need.")] = None
    doc_id: Annotated[str | None, Field(max_length=200, description="Its name; by default a digest of it.")] = None


class Extraction(BaseModel):
    """The claims of a text."""

    doc_id: str
    claims: list[Claim]


class Problem(BaseModel):
    """Why there is no answer."""

    detail: str


def create_app(
    *, seconds: float = SECONDS, characters: int = CHARACTERS, hosts: tuple[str, ...] = _LOOPBACK
) -> FastAPI:
    """Make the application. It keeps nothing of what it is sent.

    Args:
        seconds: How long a text may take.
        characters: How long a text may be.
        hosts: The names it answers to; another site that resolves to this machine is not answered.

    Returns:
        An ASGI application. Its worker starts and ends with it.
    """
    worker = Worker(seconds)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        worker.start()
        yield
        worker.close()

    # The pages of documentation that FastAPI offers load scripts from the network; the schema itself is served.
    app = FastAPI(title="zhclaims", version=__version__, lifespan=life, docs_url=None, redoc_url=None)
    app.add_middleware(LimitMiddleware, size=characters * _BYTES_A_CHARACTER + 1000)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    app.add_exception_handler(RequestValidationError, _not_valid)
    empty = page({"mode": "serve", "gold": False, "calibration": None, "documents": []})

    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def show() -> HTMLResponse:
        return HTMLResponse(empty, headers={"Content-Security-Policy": policy(serving=True)})

    problems: dict[int | str, dict[str, Any]] = {
        code: {"model": Problem, "description": said}
        for code, said in (
            (400, "It can't be read, or the host is not one it answers to."),
            (403, "It was sent by a page of another site."),
            (413, "It is too long."),
            (422, "It has not the form."),
            (503, "Other texts are before it."),
            (504, "It took too long."),
        )
    }

    @app.post("/extract", response_model=Extraction, responses=problems)
    def extract(article: Article) -> Response:
        """Read the numeric claims of a Chinese text."""
        if len(article.text) > characters:
            return _problem(413, f"the text has {len(article.text):,} characters; at most {characters:,} are read")
        doc_id = article.doc_id or hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        try:
            claims = worker.extract(article.text, article.published, doc_id)
        except ZhclaimsError as error:
            code = {TimeLimitError: 504, BusyError: 503}.get(type(error), 400)
            return _problem(code, str(error))
        return Response(json_text({"doc_id": doc_id, "claims": claims}), media_type="application/json")

    @app.middleware("http")
    async def plain(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await answer(request)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response

    return app


def _problem(code: int, detail: str) -> Response:
    return Response(json_text({"detail": detail}), status_code=code, media_type="application/json")


async def _not_valid(_: Request, error: Exception) -> JSONResponse:
    """Say what is wrong with the form, without sending back what was sent."""
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {"loc": (), "msg": str(error)}
    where = ".".join(str(part) for part in first["loc"][1:])
    return JSONResponse({"detail": f"{where}: {first['msg']}" if where else first["msg"]}, status_code=422)


def serve(*, host: str = "127.0.0.1", port: int = 8765, seconds: float = SECONDS, characters: int = CHARACTERS) -> None:
    """Serve the page and the API until interrupted.

    Args:
        host: The address to listen on; the default is reached from this machine only. With another, which is reached under
            names that are not known here, any name is answered to.
        port: The port.
        seconds: How long a text may take.
        characters: How long a text may be.
    """
    app = create_app(seconds=seconds, characters=characters, hosts=_LOOPBACK if host in _LOOPBACK else ("*",))
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
