"""Learning the language from plain text."""

import numpy as np

from zhclaims.claims.roles import ROWS
from zhclaims.tagging.features import textual
from zhclaims.training.characters import pieces, pretrain


def _features(text):
    features = np.zeros((len(text), len(ROWS)), dtype=np.int32)
    features[:, :3] = textual(text)
    return features


def test_a_long_text_is_cut_into_pieces_and_a_scrap_is_left_out():
    lengths = [len(piece) for piece in pieces(_features("营收" * 460))]
    assert lengths == [450, 450]
    assert not list(pieces(_features("营收增长")))


def test_hidden_characters_are_guessed_better_and_better():
    texts = [_features("去年公司营收同比增长一成，净利润同比下降两成，研发费用增加。" * 8)] * 40
    losses = []
    network = pretrain(texts, rows=ROWS, epochs=12, seed=0, progress=lambda _, loss: losses.append(loss))
    assert losses[-1] < losses[0] / 2
    assert len(network.tables) == len(ROWS)


def test_the_same_seed_learns_the_same():
    texts = [_features("去年公司营收同比增长一成，净利润同比下降两成，研发费用增加。")] * 4
    one, other = (pretrain(texts, rows=ROWS, epochs=1, seed=3) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(one.tables, other.tables, strict=True))
