"""How well predicted claims agree with a gold file, by the section Scores of the guideline."""

from zhclaims.evaluation.agreement import Agreement, agreement
from zhclaims.evaluation.calibration import Calibration, calibration
from zhclaims.evaluation.comparison import Comparison, compare
from zhclaims.evaluation.counting import Counts
from zhclaims.evaluation.evaluation import Evaluation, evaluate, evaluate_claims
from zhclaims.evaluation.gold import GoldClaim, GoldDocument, gold_row, read_gold, read_predictions
from zhclaims.evaluation.mistakes import Mistake
from zhclaims.evaluation.scores import FIELDS, Score

__all__ = [
    "FIELDS",
    "Agreement",
    "Calibration",
    "Comparison",
    "Counts",
    "Evaluation",
    "GoldClaim",
    "GoldDocument",
    "Mistake",
    "Score",
    "agreement",
    "calibration",
    "compare",
    "evaluate",
    "evaluate_claims",
    "gold_row",
    "read_gold",
    "read_predictions",
]
