// Documents and rows: a row is a claim, predicted or gold or both, with what the table sorts and filters by.

const state = { data: null, docs: [], rows: [], shown: [], names: new Map(), sort: { key: "doc", down: false }, chosen: null, doc: 0 };

// Offsets count characters as Python does; JavaScript counts UTF-16 units, which differ where a text holds 😀 or 𠮷.
function cut(doc, span) {
  if (!span || span.start === null || span.start === undefined) return (span && span.text) || "";
  if (doc.points === undefined) doc.points = /[\ud800-\udfff]/.test(doc.text) ? Array.from(doc.text) : null;
  return doc.points ? doc.points.slice(span.start, span.end).join("") : doc.text.slice(span.start, span.end);
}

function name(doc, mention) {
  if (!mention) return "";
  const text = cut(doc, mention);
  return mention.id && mention.id !== text ? `${text} (${mention.id})` : text;
}

function days(period) {
  if (!period) return "";
  if (period.value) return period.value;
  return period.from || period.to ? `${period.from || "…"}–${period.to || "…"}` : "";
}

function plain(number) {
  return number === null || number === undefined ? "" : number.toLocaleString("en-US", { maximumFractionDigits: 6 });
}

const SIGNS = { about: "≈", nearly: "≲", over: ">", under: "<", at_least: "≥", at_most: "≤" };

function figure(claim) {
  const value = claim.value;
  const open = value.number === undefined || value.number === null;
  const number = open ? `${plain(value.low)}–${plain(value.high)}` : (SIGNS[value.qualifier] || "") + plain(value.number);
  const basis = claim.change && t("bases")[claim.change.basis];
  return [number, value.unit, basis].filter(Boolean).join(" ");
}

function row(doc, entry) {
  const claim = entry.predicted || entry.gold;
  const value = claim.value, period = claim.period || {};
  const made = {
    doc, entry, claim, predicted: entry.predicted, gold: entry.gold, verdict: entry.verdict || "", wrong: new Set(entry.wrong || []),
    start: value.start,
    subject: name(doc, claim.subject),
    company: claim.subject ? claim.subject.id || cut(doc, claim.subject) : "",
    metric: [name(doc, claim.metric), claim.item ? cut(doc, claim.item) : ""].filter(Boolean).join(" · "),
    measured: [cut(doc, claim.metric), claim.item ? cut(doc, claim.item) : ""].filter(Boolean).join(" · "),
    concept: claim.metric ? claim.metric.id || cut(doc, claim.metric) : "",
    value: cut(doc, value),
    number: value.number ?? value.low ?? value.high ?? null,
    kind: claim.kind, period: days(claim.period), first: period.from || period.to || "", last: period.to || period.from || "",
    modality: claim.modality || "actual", source: claim.source ? cut(doc, claim.source) : "", confidence: entry.predicted ? entry.predicted.confidence ?? null : null,
  };
  const parent = claim.subject && [claim.subject.parent, claim.subject.ticker].filter(Boolean).join(" ");
  made.companyText = `${made.subject} ${parent || ""}`.toLowerCase();
  made.metricText = made.metric.toLowerCase();
  made.text = [made.companyText, made.metricText, made.value, made.period, made.source, doc.id, doc.title || ""].join(" ").toLowerCase();
  return made;
}

// A concept is known by its id; in Chinese it is called what the articles call it most.
function conceptName(concept) {
  return (language === "zh" && state.names.get(concept)) || concept;
}

function nameConcepts() {
  const counts = new Map();
  for (const r of state.rows) {
    if (!r.concept) continue;
    if (!counts.has(r.concept)) counts.set(r.concept, new Map());
    const text = cut(r.doc, r.claim.metric), texts = counts.get(r.concept);
    texts.set(text, (texts.get(text) || 0) + 1);
  }
  state.names = new Map([...counts].map(([concept, texts]) => [concept, [...texts].reduce((a, b) => (b[1] > a[1] ? b : a))[0]]));
}

function loadData(data) {
  state.data = data;
  state.docs = data.documents.map((doc, index) => ({ ...doc, index, points: undefined, rows: [] }));
  state.rows = [];
  for (const doc of state.docs) {
    for (const entry of doc.claims) {
      const made = row(doc, entry);
      made.index = state.rows.length;
      state.rows.push(made);
      doc.rows.push(made);
    }
  }
  state.chosen = null;
  state.doc = 0;
  nameConcepts();
  sortRows();
}

const SORTS = {
  doc: (r) => r.index, subject: (r) => r.company || r.subject, metric: (r) => r.metric, value: (r) => r.number, kind: (r) => r.kind, period: (r) => r.last || r.period,
  modality: (r) => r.modality, source: (r) => r.source, confidence: (r) => r.confidence, verdict: (r) => VERDICTS.indexOf(r.verdict),
};
const collator = new Intl.Collator(["zh", "en"]);
let ordered = [];

// The order is kept between filterings, so that a filter is one pass over the rows.
function sortRows() {
  const key = SORTS[state.sort.key];
  const down = state.sort.down ? -1 : 1;
  const keyed = state.rows.map((r) => [key(r), r]);
  const empty = (v) => v === null || v === "";
  const ranks = rankTexts(keyed);
  keyed.sort(([a, r], [b, s]) => {
    if (empty(a) || empty(b)) return empty(a) - empty(b) || r.index - s.index; // what is empty comes last either way
    const order = typeof a === "number" ? a - b : ranks.get(a) - ranks.get(b);
    return down * order || r.index - s.index;
  });
  ordered = keyed.map(([, r]) => r);
}

// Chinese is collated by pinyin, which is slow: each distinct text is ranked once.
function rankTexts(keyed) {
  const texts = [...new Set(keyed.map(([value]) => value).filter((value) => typeof value === "string"))];
  texts.sort(collator.compare);
  return new Map(texts.map((text, rank) => [text, rank]));
}

function readFilters() {
  const low = (id) => $$(id).value.trim().toLowerCase();
  const confidence = $$("f-confidence").value;
  return {
    company: low("f-company"), metric: low("f-metric"), kind: $$("f-kind").value, modality: $$("f-modality").value, from: low("f-from"), to: low("f-to"),
    confidence: confidence === "" ? null : Number(confidence), verdict: $$("f-verdict").value, search: low("f-search"),
  };
}

function fits(r, f) {
  if (f.kind && r.kind !== f.kind) return false;
  if (f.modality && r.modality !== f.modality) return false;
  if (f.verdict && r.verdict !== f.verdict) return false;
  if (f.confidence !== null && (r.confidence === null || r.confidence < f.confidence)) return false;
  if (f.from && (!r.last || r.last.slice(0, f.from.length) < f.from)) return false;
  if (f.to && (!r.first || r.first.slice(0, f.to.length) > f.to)) return false;
  if (f.company && !r.companyText.includes(f.company)) return false;
  if (f.metric && !r.metricText.includes(f.metric)) return false;
  return !f.search || r.text.includes(f.search);
}

function filterRows() {
  const filters = readFilters();
  state.shown = ordered.filter((r) => fits(r, filters));
}

function frequent(key, limit) {
  const counts = new Map();
  for (const r of state.shown) if (r[key]) counts.set(r[key], (counts.get(r[key]) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, limit);
}
