// The article with each claim's parts marked, and joined by lines for the claim that is hovered, focused or chosen.

const RANK = ["source", "period", "item", "metric", "subject", "value"]; // the later is the stronger where marks overlap
const CONTROL = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/;

function spansOf(doc) {
  const spans = [];
  for (const r of doc.rows) {
    // A claim that was found shows what was found; what was missed shows what is right.
    for (const role of [...ROLES, "value"]) {
      const span = r.claim[role];
      if (span && span.start !== undefined && span.start !== null) spans.push({ start: span.start, end: span.end, role, row: r });
    }
  }
  return spans;
}

function drawArticle() {
  const doc = state.docs[state.doc];
  const article = $$("article");
  $$("pick").value = String(state.doc);
  $$("article-title").textContent = doc ? doc.title || doc.id : "";
  if (!doc) return article.replaceChildren();
  const points = doc.points || doc.text;
  cut(doc, { start: 0, end: 0 });
  const text = doc.points || points;
  const spans = spansOf(doc);
  const edges = [...new Set([0, text.length, ...spans.flatMap((s) => [s.start, s.end])])].sort((a, b) => a - b);
  const starts = new Map();
  for (const s of spans) starts.set(s.start, [...(starts.get(s.start) || []), s]);
  const nodes = [];
  let open = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    open = open.filter((s) => s.end > edges[i]).concat(starts.get(edges[i]) || []);
    const piece = doc.points ? text.slice(edges[i], edges[i + 1]).join("") : text.slice(edges[i], edges[i + 1]);
    nodes.push(segment(piece, open, edges[i]));
  }
  article.replaceChildren(...nodes);
  join(state.chosen && state.chosen.doc === doc ? [state.chosen] : []);
}

function segment(piece, open, start) {
  if (!open.length) return el("span", { "data-s": start }, ...visible(piece));
  const strongest = open.reduce((a, b) => (RANK.indexOf(b.role) > RANK.indexOf(a.role) ? b : a));
  const values = open.filter((s) => s.role === "value");
  const attributes = { class: `m ${strongest.role}`, "data-s": start, "data-rows": open.map((s) => `${s.row.index}:${s.role}`).join(" ") };
  if (values.length) {
    const r = values[0].row;
    attributes.class += r.verdict ? ` v-${r.verdict}` : "";
    if (values.some((s) => s.start === start)) {
      Object.assign(attributes, { role: "button", tabindex: "0", "aria-label": describe(r) });
    }
  }
  return el("span", attributes, ...visible(piece));
}

function describe(r) {
  const verdict = r.verdict ? t("verdicts")[r.verdict] : "";
  return [r.value, r.subject, r.metric, r.period, t("modalities")[r.modality], verdict].filter(Boolean).join(", ");
}

// Marks that turn the direction of writing would turn the page; each is shown by its code, and kept to itself.
function visible(piece) {
  if (!CONTROL.test(piece)) return [piece];
  return piece.split(/([\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069])/).filter(Boolean).map((part) =>
    CONTROL.test(part) ? el("span", { class: "ctl", "data-code": "U+" + part.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") }, part) : part);
}

function rowsAt(node) {
  return (node.dataset.rows || "").split(" ").filter(Boolean).map((each) => { const [index, role] = each.split(":"); return { row: state.rows[Number(index)], role }; });
}

function join(rows) {
  const wanted = new Set(rows);
  const article = $$("article"), joins = $$("joins");
  joins.replaceChildren();
  const seen = new Map();
  for (const node of article.querySelectorAll(".m")) {
    const mine = rowsAt(node).filter((each) => wanted.has(each.row));
    node.classList.toggle("on", mine.length > 0);
    for (const each of mine) {
      const key = `${each.row.index}:${each.role}`;
      if (!seen.has(key)) seen.set(key, node);
    }
  }
  article.classList.toggle("faint", rows.length > 0);
  markSentence(rows[0]);
  const base = article.getBoundingClientRect();
  for (const r of rows) {
    const from = seen.get(`${r.index}:value`);
    if (!from) continue;
    for (const role of ROLES) {
      const to = seen.get(`${r.index}:${role}`);
      if (to && to !== from) joins.append(el("path", { class: role, d: curve(from, to, base) }));
    }
  }
  joins.setAttribute("width", article.scrollWidth);
  joins.setAttribute("height", article.scrollHeight);
}

function curve(from, to, base) {
  const a = from.getClientRects()[0], b = to.getClientRects()[0];
  const x1 = a.left - base.left + a.width / 2, y1 = a.top - base.top, x2 = b.left - base.left + b.width / 2, y2 = b.top - base.top;
  const lift = Math.min(y1, y2) - 6 - Math.min(26, Math.abs(x1 - x2) / 12);
  return `M${x1} ${y1} C${x1} ${lift} ${x2} ${lift} ${x2} ${y2}`;
}

function markSentence(r) {
  for (const node of $$("article").querySelectorAll(".sentence")) node.classList.remove("sentence");
  if (!r || !r.claim.evidence) return;
  for (const node of $$("article").children) {
    const start = Number(node.dataset.s);
    if (start >= r.claim.evidence.start && start < r.claim.evidence.end && !node.classList.contains("m")) node.classList.add("sentence");
  }
}

function showInArticle(r, focus) {
  if (state.doc !== r.doc.index) {
    state.doc = r.doc.index;
    drawArticle();
  }
  join([r]);
  const mark = [...$$("article").querySelectorAll(".m.value")].find((node) => rowsAt(node).some((each) => each.row === r && each.role === "value"));
  if (!mark) return;
  const scroll = $$("article-scroll");
  const box = mark.getBoundingClientRect(), frame = scroll.getBoundingClientRect();
  if (box.top < frame.top + 40 || box.bottom > frame.bottom - 40) scroll.scrollTop += box.top - frame.top - frame.height / 3;
  join([r]);
  if (focus) {
    if (scroll.getBoundingClientRect().top > innerHeight - 80) scroll.scrollIntoView({ block: "start" });
    mark.focus({ preventScroll: true });
  }
}

function wireArticle() {
  const article = $$("article");
  const hovered = (event) => {
    const node = event.target.closest(".m");
    if (!node) return;
    const at = rowsAt(node);
    const values = at.filter((each) => each.role === "value");
    join((values.length ? values : at).map((each) => each.row));
  };
  const settled = () => join(state.chosen && state.chosen.doc.index === state.doc ? [state.chosen] : []);
  article.addEventListener("pointerover", hovered);
  article.addEventListener("pointerleave", settled);
  article.addEventListener("focusin", hovered);
  article.addEventListener("focusout", settled);
  const picked = (node) => {
    const values = rowsAt(node).filter((each) => each.role === "value").map((each) => each.row);
    if (!values.length) return;
    const next = values[(values.indexOf(state.chosen) + 1) % values.length]; // several claims may share a number
    choose(next, { inTable: true });
  };
  article.addEventListener("click", (event) => { const node = event.target.closest(".m.value"); if (node) picked(node); });
  article.addEventListener("keydown", (event) => {
    const node = event.target.closest(".m.value");
    if (node && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); picked(node); }
    if (event.key === "Escape" && state.chosen) {
      const at = state.shown.indexOf(state.chosen);
      if (at >= 0) { activate("table"); focusRow(at); }
    }
  });
  new ResizeObserver(settled).observe(article);
}
