// The table of claims: only the rows in sight are in the document, so that 20,000 scroll as 20 do.

const ROW = 34; // px, as in the style
const COLUMNS = ["subject", "metric", "value", "kind", "period", "modality", "source", "confidence"];

function columns() {
  return state.data.gold ? ["verdict", ...COLUMNS] : COLUMNS;
}

function drawHead() {
  const cells = columns().map((column) => {
    const sorted = state.sort.key === column;
    const arrow = sorted ? (state.sort.down ? " ▼" : " ▲") : "";
    const button = el("button", { type: "button", onclick: () => sortBy(column) }, (column === "confidence" ? t("sure") : t(column)) + arrow);
    const order = sorted ? (state.sort.down ? "descending" : "ascending") : "none";
    const number = column === "value" || column === "confidence";
    return el("th", { scope: "col", class: `c-${column}${number ? " number" : ""}`, "aria-sort": order }, button);
  });
  $$("grid-head").replaceChildren(...cells);
}

function sortBy(column) {
  // A third press gives the order of the articles back.
  if (state.sort.key !== column) state.sort = { key: column, down: false };
  else if (!state.sort.down) state.sort.down = true;
  else state.sort = { key: "doc", down: false };
  sortRows();
  refresh();
  const at = columns().indexOf(column);
  $$("grid-head").children[at].firstChild.focus();
}

function drawRows() {
  const scroll = $$("grid-scroll");
  const rows = state.shown;
  const first = Math.max(0, Math.min(Math.floor(scroll.scrollTop / ROW) - 8, rows.length - 1));
  const last = Math.min(rows.length, first + Math.ceil((scroll.clientHeight || 600) / ROW) + 16);
  const focused = document.activeElement && document.activeElement.closest("#grid-body tr.claim");
  const focusedAt = focused ? Number(focused.dataset.at) : null;
  const made = [];
  if (first > 0) made.push(gap(first));
  for (let at = first; at < last; at++) made.push(drawRow(rows[at], at));
  if (last < rows.length) made.push(gap(rows.length - last));
  if (!rows.length) made.push(el("tr", {}, el("td", { colspan: columns().length - 1 }, t("none"))));
  $$("grid-body").replaceChildren(...made);
  $$("grid").setAttribute("aria-rowcount", rows.length + 1);
  if (focusedAt !== null) focusRow(focusedAt, false);
}

function gap(count) {
  const cell = el("td");
  cell.style.height = `${count * ROW}px`;
  return el("tr", { class: "gap", "aria-hidden": "true" }, cell);
}

function drawRow(r, at) {
  const chosen = r === state.chosen;
  const tabbed = chosen || (at === 0 && !state.shown.includes(state.chosen));
  const cells = columns().map((column) => {
    const number = column === "value" || column === "confidence";
    const bad = r.wrong.has(column) || (column === "metric" && r.wrong.has("item"));
    const attributes = { class: [`c-${column}`, number && "number", bad && "bad", column === "verdict" && `verdict ${r.verdict}`].filter(Boolean).join(" ") };
    const text = cell(r, column);
    return el("td", { ...attributes, title: text.length > 8 ? text : null }, text);
  });
  return el("tr", { class: "claim", "aria-rowindex": at + 2, "aria-selected": chosen ? "true" : "false", tabindex: tabbed ? 0 : -1, "data-at": at }, ...cells);
}

function cell(r, column) {
  switch (column) {
    case "subject": return r.company;
    case "metric": return r.measured;
    case "kind": return t("kinds")[r.kind];
    case "modality": return (r.claim.negated ? t("negated") : "") + t("modalities")[r.modality];
    case "confidence": return r.confidence === null ? "" : r.confidence.toFixed(2);
    case "verdict": return r.verdict ? t("verdicts")[r.verdict] : "";
    default: return r[column];
  }
}

function focusRow(at, scrolled = true) {
  if (at < 0 || at >= state.shown.length) return;
  if (scrolled) bringToSight(at);
  const node = $$("grid-body").querySelector(`tr[data-at="${at}"]`);
  if (node) node.focus({ preventScroll: true });
}

function bringToSight(at) {
  const scroll = $$("grid-scroll");
  const top = at * ROW;
  if (top < scroll.scrollTop) scroll.scrollTop = top;
  else if (top + 2 * ROW > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = top + 2 * ROW - scroll.clientHeight + 4;
  drawRows();
}

function wireTable() {
  let waiting = false;
  $$("grid-scroll").addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; drawRows(); });
  }, { passive: true });
  new ResizeObserver(() => drawRows()).observe($$("grid-scroll"));
  $$("grid-body").addEventListener("click", (event) => {
    const node = event.target.closest("tr.claim");
    if (node) choose(state.shown[Number(node.dataset.at)], { inArticle: true });
  });
  $$("grid-body").addEventListener("keydown", (event) => {
    const node = event.target.closest("tr.claim");
    if (!node) return;
    const at = Number(node.dataset.at);
    const page = Math.max(1, Math.floor($$("grid-scroll").clientHeight / ROW) - 2);
    const goes = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: state.shown.length - 1 }[event.key];
    if (goes !== undefined) {
      event.preventDefault();
      const to = Math.max(0, Math.min(goes, state.shown.length - 1));
      bringToSight(to);
      focusRow(to);
      choose(state.shown[to], { inArticle: true });
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(state.shown[at], { inArticle: true, focus: true });
    }
  });
}
