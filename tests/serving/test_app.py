"""The JSON API: what it answers, and what it turns away."""

import http.client
import json
from typing import NamedTuple

import pytest

from zhclaims import extract
from zhclaims.serving import BusyError, TimeLimitError, Worker, create_app

TEXT = "😀蓝天公司2020年营收100亿元，同比增长20%。"


class Answer(NamedTuple):
    code: int
    headers: dict[str, str]
    body: bytes

    def json(self):
        return json.loads(self.body)


@pytest.fixture(scope="module")
def port(serving):
    with serving(create_app(characters=1000)) as port:
        yield port


def _ask(port, method, path, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body=body, headers={"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def _post(port, body, **headers):
    return _ask(port, "POST", "/extract", json.dumps(body), **headers)


def test_claims_are_those_of_the_library(port):
    answer = _post(port, {"text": TEXT, "doc_id": "d", "published": "2021-03-01"})
    assert answer.code == 200
    claims = [claim.model_dump(mode="json") for claim in extract(TEXT, doc_id="d", published="2021-03-01")]
    assert answer.json() == {"doc_id": "d", "claims": claims}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("text", ["", "没有数字", "\ud800营收3亿元\udc00", "<script>", "\0"])
def test_any_text_has_an_answer(text, port):
    answer = _post(port, {"text": text})
    assert answer.code == 200
    assert len(answer.json()["doc_id"]) == 16
    for claim in answer.json()["claims"]:
        value = claim["value"]
        assert text[value["start"] : value["end"]] == value["text"]


# fmt: off
TURNED_AWAY = [
    # body, code, what is said
    ({"text": "营" * 1001}, 413, "the text has 1,001 characters; at most 1,000 are read"),
    ({"text": "营" * 30_000}, 413, "the request is too large; at most 13,000 bytes are read"),
    ({}, 422, "text: Field required"),
    ({"text": 3}, 422, "text: Input should be a valid string"),
    ({"text": "\ud800", "published": "\ud800"}, 422, "published: Input should be a valid string"),
    ({"text": "", "doc_id": "d" * 201}, 422, "doc_id: String should have at most 200 characters"),
    ({"text": "", "published_at": None}, 422, "published_at: Extra inputs are not permitted"),
    ([], 422, "Input should be a valid dictionary"),
]
# fmt: on


@pytest.mark.parametrize(("body", "code", "said"), TURNED_AWAY)
def test_what_has_not_the_form_is_told(body, code, said, port):
    answer = _post(port, body)
    assert answer.code == code
    assert said in answer.json()["detail"]


def test_a_body_of_unknown_length_is_counted_as_it_comes(port):
    answer = _ask(port, "POST", "/extract", (b" " * 1000 for _ in range(30)))
    assert answer.code == 413


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org"])
def test_another_host_is_not_answered(host, port):
    assert _ask(port, "GET", "/", Host=host).code == 400


@pytest.mark.parametrize(
    ("site", "code"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)]
)
def test_pages_of_other_sites_are_not_answered(site, code, port):
    assert _post(port, {"text": ""}, **{"Sec-Fetch-Site": site}).code == code


def test_the_schema_is_served_and_no_page_that_needs_the_network(port):
    schema = _ask(port, "GET", "/openapi.json").json()
    assert set(schema["paths"]) == {"/extract"}
    assert set(schema["paths"]["/extract"]["post"]["responses"]) >= {"200", "413", "422", "503", "504"}
    assert "Claim" in schema["components"]["schemas"]
    assert _ask(port, "GET", "/docs").code == 404


def test_the_page_comes_with_its_policy(port):
    answer = _ask(port, "GET", "/")
    policy = answer.headers["content-security-policy"]
    assert "connect-src 'self'" in policy
    assert policy in answer.body.decode()
    assert '"mode":"serve"' in answer.body.decode()


@pytest.fixture
def worker():
    worker = Worker(seconds=60)
    yield worker
    worker.close()


def test_a_text_that_takes_too_long_is_ended_and_the_next_is_read(worker):
    worker.start()
    worker.seconds = 0.001
    with pytest.raises(TimeLimitError, match=r"longer than 0\.001 s"):
        worker.extract(TEXT * 500, None, "d")
    worker.seconds = 60
    assert len(worker.extract(TEXT, None, "d")) == 2


def test_a_process_that_was_ended_is_replaced(worker):
    worker.start()
    worker._process.kill()
    worker._process.join()
    assert len(worker.extract(TEXT, None, "d")) == 2


def test_who_waits_too_long_is_told(worker):
    worker.seconds = 0.01
    with worker._turn, pytest.raises(BusyError, match="other texts are being read"):
        worker.extract(TEXT, None, "d")


def test_limits_have_codes_of_their_own(serving):
    with serving(create_app(seconds=0.001)) as hasty:
        assert _post(hasty, {"text": TEXT * 200}).code == 504
