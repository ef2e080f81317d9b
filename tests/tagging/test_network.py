"""The network: what it computes, what it sees, how it is kept."""

import numpy as np
import pytest

from zhclaims.errors import TableError
from zhclaims.tagging import REACH, Network, textual
from zhclaims.tagging.network import DILATIONS, windows
from zhclaims.text.layout import Span

WIDTH, LABELS = 4, 5


@pytest.fixture(scope="module")
def network():
    random = np.random.default_rng(7)

    def normal(*shape):
        return random.standard_normal(shape).astype(np.float32)

    layers = [(normal(3 * WIDTH, WIDTH), normal(WIDTH)) for _ in DILATIONS]
    tables = [normal(20, WIDTH), normal(10, WIDTH)]
    for table in tables:
        table[0] = 0
    return Network(tables, layers, (normal(WIDTH, LABELS), normal(LABELS)))


@pytest.fixture(scope="module")
def features():
    return np.random.default_rng(3).integers(1, 10, (120, 2)).astype(np.int32)


def test_each_row_is_a_distribution(network, features):
    assert np.exp(network(features)).sum(axis=1) == pytest.approx(np.ones(120), abs=1e-4)


def test_windows_hold_a_character_and_those_around_it():
    wide = windows(np.arange(1, 6, dtype=np.float32)[:, None], 2)
    assert wide.tolist() == [[0, 1, 3], [0, 2, 4], [1, 3, 5], [2, 4, 0], [3, 5, 0]]


def test_a_character_is_seen_as_far_as_the_reach_and_no_farther(network, features):
    changed = features.copy()
    changed[60] = 11 % 10
    differ = np.flatnonzero(np.abs(network(features) - network(changed)).max(axis=1) > 1e-6)
    assert differ.min() >= 60 - REACH
    assert differ.max() <= 60 + REACH
    assert len(differ) > 1


def test_regions_are_read_as_they_are_in_the_whole(network, features):
    whole = network.read_regions(features)
    regions = [Span(0, 10), Span(15, 40), Span(110, 120)]
    parts = network.read_regions(features, regions)
    for region in regions:
        assert parts[slice(*region)] == pytest.approx(whole[slice(*region)], abs=1e-4)
    assert np.isnan(parts[10:15]).all()
    assert np.isnan(parts[40:110]).all()


def test_no_text_and_no_region_are_read(network, features):
    assert network.read_regions(features[:0]).shape == (0, LABELS)
    assert np.isnan(network.read_regions(features, [])).all()


def test_it_is_kept_in_plain_arrays(network, features, tmp_path):
    path = tmp_path / "network.npz"
    np.savez_compressed(path, **network.to_arrays())
    again = Network.read(path)
    assert np.abs(np.exp(again(features)) - np.exp(network(features))).mean() < 0.02  # eight bits
    assert set(np.load(path, allow_pickle=False)) == set(network.to_arrays())


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
def test_a_file_that_is_no_network_is_told(content, tmp_path):
    path = tmp_path / "bad.npz"
    path.write_bytes(content)
    with pytest.raises(TableError, match=r"bad\.npz"):
        Network.read(path)


def test_an_archive_without_weights_is_told(tmp_path):
    path = tmp_path / "other.npz"
    np.savez(path, other=np.zeros(2))
    with pytest.raises(TableError, match="weights of a network"):
        Network.read(path)


@pytest.mark.parametrize("text", ["", "茅", "贵州茅台2023年营收", "\ud800a\n"])
def test_textual_features_have_a_row_for_each_character(text):
    features = textual(text)
    assert features.shape == (len(text), 3)
    assert (features[:, 0] > 0).all()
    assert text == "" or features[-1, 1] == 0  # the last character has no next one


def test_equal_words_have_equal_features_and_digits_count_as_one():
    one, other = textual("营收1亿元"), textual("营收2亿元")
    assert (one[:, 0] == other[:, 0]).all()
    assert (textual("营收")[0] == textual("营收")[0]).all()
    assert (textual("营收")[0] != textual("利润")[0]).any()
