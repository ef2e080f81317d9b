"""Annotated names: forms of files, and what each character may be labelled."""

import pytest

from zhclaims.entities.tagger import TYPES, Tagger
from zhclaims.errors import GoldError
from zhclaims.tagging import Network
from zhclaims.tagging.bilou import label
from zhclaims.training.names import ANY, Annotated, Name, allowed, read_names
from zhclaims.training.tagger import train_names


def spans(annotated):
    return [(annotated.text[name.start : name.end], name.types) for name in annotated.names]


ORGANISATION = ("company", "brand", "institution")


def test_iob2_sentences_are_joined_without_blanks(tmp_path):
    path = tmp_path / "a.iob2"
    path.write_text(
        "# sent_id = 1\n1\t云麓\tB-ORG\t-\t-\n2\t科技\tI-ORG\t-\t-\n3\t的\tO\t-\t-\n4\t谢云舟\tB-PER\t-\t-\n\n"
        "1\t青岚\tB-LOC\t-\t-\n",
        encoding="utf-8",
    )
    one, other = read_names(path)
    assert spans(one) == [("云麓科技", ORGANISATION), ("谢云舟", ("person",))]
    assert one.complete
    assert (other.text, other.names) == ("青岚", [])


def test_events_mark_some_names(tmp_path, lines):
    mentions = [
        {"role": "sub-org", "span": [0, 4], "word": "云麓科技"},
        {"role": "money", "span": [6, 9], "word": "3亿元"},
    ]
    row = {"id": "1", "content": "云麓科技获得3亿元", "events": [{"type": "投资", "mentions": mentions}]}
    [one] = read_names(lines(tmp_path / "a.json", [row]))
    assert spans(one) == [("云麓科技", ORGANISATION)]
    assert not one.complete


def test_listed_names_are_found_wherever_they_stand_and_masked_numbers_filled_in(tmp_path, lines):
    row = {"text": "云麓科技涨<N>%，云麓跌", "orgs": ["云麓科技", "云麓"]}
    [one] = read_names(lines(tmp_path / "a.jsonl", [row]))
    assert [name for name, _ in spans(one)] == ["云麓科技", "云麓"]
    assert "<N>" not in one.text
    assert [one] == list(read_names(tmp_path / "a.jsonl"))  # the same each time


def test_a_bare_text_teaches_the_names_of_the_lexicon(tmp_path, lines):
    [one] = read_names(lines(tmp_path / "a.jsonl", [{"text": "贵州茅台与苹果"}]))
    assert spans(one) == [("贵州茅台", ("company",))]  # 苹果 may be a fruit
    assert one.silence < 1


def test_standoff_has_splits(standoff):
    path, texts = standoff
    assert [one.split for one in read_names(path, texts=texts)] == ["train", "dev", "train"]


@pytest.mark.parametrize("row", ['{"id": 1}', "[]", "{", '{"content": "a", "events": [{}]}'])
def test_a_bad_row_is_told_with_its_line(row, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "甲"}}\n{row}\n', encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.jsonl:2"):
        list(read_names(path))


def test_labels_of_a_fully_annotated_text():
    text = "云麓科技的谢某"
    labels = allowed(Annotated(text, [Name(0, 4, ("company",)), Name(5, 7, ("person",))], complete=True))
    company, person = TYPES.index("company"), TYPES.index("person")
    assert labels[:4].tolist() == [1 << label(company, at, 0, 4) for at in range(4)]
    assert labels[4] == 1
    assert labels[5:].tolist() == [1 << label(person, at, 5, 7) for at in (5, 6)]


def test_what_may_be_an_unmarked_name_may_be_anything():
    labels = allowed(Annotated("贵州茅台收购云麓科技", [Name(6, 10, ORGANISATION)], complete=False))
    assert (labels[:4] == ANY).all()  # named by the lexicon, not by the annotation
    assert labels[6] & 1 == 0
    assert labels[4] & 1


def test_names_are_learned_the_same_each_time(standoff, tmp_path):
    path, texts = standoff
    out = tmp_path / "model"
    out.mkdir()
    assert train_names([path], out, texts=texts, epochs=2) == 3
    first = (out / "tagger.npz").read_bytes(), (out / "selection.json").read_bytes()
    assert train_names([path], out, texts=texts, epochs=2) == 3
    again = (out / "tagger.npz").read_bytes(), (out / "selection.json").read_bytes()
    assert first[1] == again[1]
    tags = [Tagger(Network.read(out / "tagger.npz")).tags("云麓科技", "云麓科技", [])]
    assert tags[0].support(0, 4) is not None


def test_without_both_splits_nothing_is_learned(tmp_path, lines):
    with pytest.raises(GoldError, match="splits"):
        train_names([lines(tmp_path / "a.jsonl", [{"text": "甲", "names": []}])], tmp_path)
