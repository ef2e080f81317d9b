"""The review page for a pasted text, and a small JSON API, on this machine: the extra ``zhclaims[serve]``."""

from zhclaims.serving.app import create_app, serve
from zhclaims.serving.worker import BusyError, TimeLimitError, Worker

__all__ = ["BusyError", "TimeLimitError", "Worker", "create_app", "serve"]
