"""The pipeline in other people's hands: several processes, bytes, the disk; with tables of the user's own."""

import pickle
import subprocess
import sys
from datetime import date

import pytest
import spacy
from spacy.tokens import DocBin

import zhclaims
from zhclaims import serialization
from zhclaims.stage import LAYERS

TEXTS = [
    "2023年，美团营收达到2767亿元，同比增长26%。",
    "宇瀚精密去年净利润3亿元，预计今年增长10%—15%；近500家门店，其中三成在海外。",
    "",
    "没有数字。",
    "\ud800营收100亿元\udc00，同比增长三成。",
]
COMPANIES = "name,type,ticker,full,english,aliases,ambiguous,parent,industry\n汉鼎量子,company,688999.SH,,,鼎量,,,\n"


@pytest.fixture(scope="module")
def nlp():
    return zhclaims.load()


@pytest.fixture
def own(tmp_path):
    (tmp_path / "own.csv").write_text(COMPANIES, encoding="utf-8")
    return zhclaims.load(companies=tmp_path / "own.csv")


def _layers(doc):
    return {layer: list(doc._.get(layer)) for layer in LAYERS}


def test_several_processes_give_what_one_gives(nlp):
    texts = TEXTS * 3
    one = [_layers(nlp(text)) for text in texts]
    assert sum(len(layers["claims"]) for layers in one) > 9
    assert [_layers(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=2)] == one


def test_started_afresh_processes_give_it_too():
    code = (
        "import multiprocessing, zhclaims\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.set_start_method('spawn')\n"
        f"    texts = {TEXTS!r}\n"
        "    nlp = zhclaims.load()\n"
        "    many = [list(doc._.claims) for doc in nlp.pipe(texts, n_process=2)]\n"
        "    assert many == [zhclaims.extract(text) for text in texts], many\n"
    )
    run = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, check=False, text=True)  # noqa: S603
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("text", TEXTS)
def test_a_doc_keeps_its_layers_as_bytes(nlp, text):
    doc = nlp(text)
    doc._.published = date(2024, 10, 26)
    back = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert _layers(back) == _layers(doc)
    assert back._.published == doc._.published
    kept = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    [back] = DocBin().from_bytes(kept).get_docs(nlp.vocab)
    assert _layers(back) == _layers(doc)


def _subject(nlp):
    [claim] = zhclaims.extract("鼎量2023年营收3亿元。", nlp=nlp)
    return claim.subject.id, claim.subject.ticker


def test_names_of_ones_own_survive_the_disk(own, nlp, tmp_path):
    assert _subject(own) == ("汉鼎量子", "688999.SH") != _subject(nlp)
    own.to_disk(tmp_path / "model")
    assert _subject(spacy.load(tmp_path / "model")) == ("汉鼎量子", "688999.SH")
    assert [token.text for token in spacy.load(tmp_path / "model")("汉鼎量子")] == ["汉鼎量子"]


def test_metrics_of_ones_own_survive_the_disk(tmp_path):
    (tmp_path / "own.csv").write_text(
        "id,parent,kinds,units,polarity,names\nstarcoins,,amount,money,good,星钻流水\n", encoding="utf-8"
    )
    text = "美团2023年星钻流水3亿元。"
    own = zhclaims.load(metrics=tmp_path / "own.csv")
    own.to_disk(tmp_path / "model")
    for nlp in (own, spacy.load(tmp_path / "model"), zhclaims.load().from_bytes(own.to_bytes())):
        [claim] = zhclaims.extract(text, nlp=nlp)
        assert claim.metric.id == "starcoins"


def test_names_of_ones_own_survive_bytes(own):
    data = own.to_bytes()
    assert _subject(zhclaims.load().from_bytes(data)) == ("汉鼎量子", "688999.SH")
    assert _subject(pickle.loads(pickle.dumps(own))) == ("汉鼎量子", "688999.SH")  # noqa: S301 # our own


def test_the_shipped_pipeline_writes_no_tables(nlp, tmp_path):
    nlp.to_disk(tmp_path / "model")
    assert not list((tmp_path / "model").rglob("own.csv"))
    assert zhclaims.extract(TEXTS[0], nlp=spacy.load(tmp_path / "model")) == zhclaims.extract(TEXTS[0])


def test_nothing_but_records_of_the_package_is_made():
    with pytest.raises(ValueError, match="no record of zhclaims"):
        serialization.decode({"__zhclaims__": ["subprocess:Popen", [["str", b"ls"]]]})
