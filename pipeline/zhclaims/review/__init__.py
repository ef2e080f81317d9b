"""The review page: articles and their claims, marked, filtered, drawn and judged, in one HTML file."""

from zhclaims.review.page import page, policy
from zhclaims.review.reporting import report

__all__ = ["page", "policy", "report"]
