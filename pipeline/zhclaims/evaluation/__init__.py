"""How well predicted claims agree with a gold file, by the section Scores of the guideline."""

from zhclaims.evaluation.evaluation import Evaluation, evaluate, evaluate_claims
from zhclaims.evaluation.gold import GoldClaim, GoldDocument, read_gold, read_predictions
from zhclaims.evaluation.scores import FIELDS, Counts, Score

__all__ = [
    "FIELDS",
    "Counts",
    "Evaluation",
    "GoldClaim",
    "GoldDocument",
    "Score",
    "evaluate",
    "evaluate_claims",
    "read_gold",
    "read_predictions",
]
