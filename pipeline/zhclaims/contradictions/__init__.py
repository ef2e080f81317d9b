"""Claims of different articles that can't both be right."""

from zhclaims.contradictions.bounds import bounds
from zhclaims.contradictions.finding import Conflict, Reading, conflicts

__all__ = ["Conflict", "Reading", "bounds", "conflicts"]
