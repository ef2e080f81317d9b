// The chosen claim, field by field; with gold, what was predicted beside what is right.

const FIELDS = ["subject", "metric", "item", "value", "change", "period", "modality", "source"];

function fieldText(doc, claim, field) {
  if (!claim) return "";
  switch (field) {
    case "value": return `${cut(doc, claim.value)} = ${figure(claim)} [${t("kinds")[claim.kind]}]`;
    case "change": return claim.change ? [claim.change.direction, t("bases")[claim.change.basis], claim.change.form].filter(Boolean).join(", ") : "";
    case "period": {
      if (!claim.period) return "";
      const text = cut(doc, claim.period), span = [claim.period.from, claim.period.to].filter(Boolean).length ? `${claim.period.from || "…"} – ${claim.period.to || "…"}` : "";
      return [text, claim.period.value && claim.period.value !== text ? claim.period.value : "", span && `(${span})`].filter(Boolean).join(" ");
    }
    case "modality": return (claim.negated ? t("negated") : "") + t("modalities")[claim.modality || "actual"];
    case "subject": return [name(doc, claim.subject), claim.subject && claim.subject.parent, claim.subject && claim.subject.ticker].filter(Boolean).join(" · ");
    default: return name(doc, claim[field]);
  }
}

function drawDetail() {
  const r = state.chosen, detail = $$("detail");
  if (!r) return detail.replaceChildren();
  const judged = Boolean(r.verdict);
  const rows = FIELDS.map((field) => {
    const found = fieldText(r.doc, r.predicted, field), right = fieldText(r.doc, r.gold, field);
    if (!found && !right) return null;
    const off = judged && r.wrong.has(field);
    const cells = [el("td", { class: off ? "off" : null }, (off ? "≠ " : "") + (found || "–"))];
    if (judged) cells.push(el("td", { class: off ? "fit" : null }, right || "–"));
    return el("tr", {}, el("th", { scope: "row" }, t(field)), ...cells);
  }).filter(Boolean);
  const head = judged ? el("tr", {}, el("th", { scope: "col" }, t("field")), el("th", { scope: "col" }, t("predicted")), el("th", { scope: "col" }, t("gold"))) : null;
  const notes = [];
  if (judged) notes.push(el("span", { class: `verdict ${r.verdict}` }, t("verdicts")[r.verdict]));
  if (r.confidence !== null) notes.push(`${t("confidence")} ${r.confidence.toFixed(2)}`);
  if (!state.shown.includes(r)) notes.push(t("outside"));
  const line = el("p", { class: "hint" });
  notes.forEach((note, i) => line.append(...(i ? [" · ", note] : [note])));
  detail.replaceChildren(line, el("table", {}, head ? el("thead", {}, head) : null, el("tbody", {}, ...rows)));
}
