// Charts, where people would rather look: plain SVG, each with its figures as a table beside it.

const picks = { company: "", series: "" };

function drawCharts() {
  const panel = $$("panel-charts");
  if (panel.hidden) return;
  const figures = [metricChart(), timeChart(), state.data.calibration ? reliabilityChart(state.data.calibration) : null];
  panel.replaceChildren(...figures.filter(Boolean));
}

function asTable(head, rows) {
  return el("details", {}, el("summary", {}, t("asTable")),
    el("table", {}, el("thead", {}, el("tr", {}, ...head.map((each) => el("th", { scope: "col" }, each)))), el("tbody", {}, ...rows.map((cells) => el("tr", {}, ...cells.map((each) => el("td", {}, String(each))))))));
}

function clip(text, length) {
  const points = Array.from(text);
  return points.length > length ? points.slice(0, length - 1).join("") + "…" : text;
}

function press(action) {
  return { tabindex: "0", role: "button", onclick: action, onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); action(); } } };
}

function metricChart() {
  const counts = frequent("concept", 16);
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const bars = counts.map(([concept, count], i) => {
    const pick = () => { $$("f-metric").value = concept; refresh(); activate("table"); };
    return el("g", { ...press(pick), "aria-label": `${conceptName(concept)}: ${count}` },
      el("text", { x: 170, y: i * 22 + 15, "text-anchor": "end" }, clip(conceptName(concept), 20)),
      el("rect", { class: "bar-fill", x: 178, y: i * 22 + 4, width: Math.max(2, (count / most) * 370), height: 14, rx: 2 }),
      el("text", { class: "soft", x: 184 + (count / most) * 370, y: i * 22 + 15 }, String(count)));
  });
  return el("figure", {}, el("figcaption", {}, t("byMetric")), el("svg", { viewBox: `0 0 600 ${counts.length * 22 + 6}`, role: "group", "aria-label": t("byMetric") }, ...bars), asTable([t("metric"), t("claimsN")], counts.map(([concept, count]) => [conceptName(concept), count])));
}

// One series: the same metric, kind, unit and basis, so that its figures can stand on one axis.
function seriesByCompany() {
  const companies = new Map();
  for (const r of state.shown) {
    const value = r.claim.value.number;
    if (!r.company || !r.last || value === undefined || value === null || r.kind === "date" || r.kind === "duration") continue;
    const key = [conceptName(r.concept), t("kinds")[r.kind], r.claim.value.unit, r.claim.change && t("bases")[r.claim.change.basis]].filter(Boolean).join(" · ");
    if (!companies.has(r.company)) companies.set(r.company, new Map());
    const series = companies.get(r.company);
    if (!series.has(key)) series.set(key, []);
    series.get(key).push(r);
  }
  for (const [company, series] of companies) {
    const long = [...series].filter(([, rows]) => rows.some((r) => r.last !== rows[0].last)).sort((a, b) => b[1].length - a[1].length);
    if (long.length) companies.set(company, long);
    else companies.delete(company);
  }
  return new Map([...companies].sort((a, b) => b[1][0][1].length - a[1][0][1].length).slice(0, 100));
}

function timeChart() {
  const found = seriesByCompany();
  const companies = [...found.keys()];
  if (!companies.includes(picks.company)) picks.company = companies[0] || "";
  const series = found.get(picks.company) || [];
  const names = series.map(([key]) => key);
  if (!names.includes(picks.series)) picks.series = names[0] || "";
  const select = (key, options, label) => {
    const node = el("select", { "aria-label": label, onchange: (event) => { picks[key] = event.target.value; drawCharts(); $$(`pick-${key}`).focus(); }, id: `pick-${key}` }, ...options.map((each) => el("option", { value: each }, each)));
    node.value = picks[key];
    return node;
  };
  const pickers = el("div", { class: "pickers" }, select("company", companies, t("company")), select("series", names, t("series")));
  const rows = (series.find(([key]) => key === picks.series) || [null, []])[1].slice().sort((a, b) => (a.last < b.last ? -1 : 1));
  const body = rows.length ? [timeSvg(rows), asTable([t("period"), t("value"), t("modality"), t("document")], rows.map((r) => [r.period, r.value, t("modalities")[r.modality], r.doc.id]))] : [el("p", {}, t("noSeries"))];
  return el("figure", {}, el("figcaption", {}, t("overTime")), companies.length ? pickers : null, ...body);
}

function timeSvg(rows) {
  const width = 600, height = 240, left = 70, right = 585, top = 14, bottom = 205;
  const times = rows.map((r) => Date.parse(r.last)), values = rows.map((r) => r.claim.value.number);
  const first = Math.min(...times), span = Math.max(...times) - first || 1;
  const least = Math.min(0, ...values), most = Math.max(0, ...values);
  const x = (time) => left + ((time - first) / span) * (right - left), y = (value) => bottom - ((value - least) / (most - least || 1)) * (bottom - top);
  const ticks = [0, 0.5, 1].map((part) => least + part * (most - least));
  const grid = ticks.flatMap((value) => [el("line", { class: "grid-line", x1: left, x2: right, y1: y(value), y2: y(value) }), el("text", { class: "soft", x: left - 6, y: y(value) + 4, "text-anchor": "end" }, brief(value))]);
  const years = [rows[0], rows[rows.length - 1]].map((r, i) => el("text", { class: "soft", x: x(Date.parse(r.last)), y: bottom + 18, "text-anchor": i ? "end" : "start" }, r.period));
  const line = rows.filter((r) => r.modality === "actual").map((r, i) => `${i ? "L" : "M"}${x(Date.parse(r.last))} ${y(r.claim.value.number)}`).join(" ");
  const dots = rows.map((r) => el("circle", { class: r.modality === "actual" ? "dot" : "dot soft-dot", cx: x(Date.parse(r.last)), cy: y(r.claim.value.number), r: 5, ...press(() => choose(r, { inArticle: true, inTable: true })), "aria-label": describe(r) }, el("title", {}, describe(r))));
  return el("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `${t("overTime")}: ${picks.company}, ${picks.series}` }, ...grid, el("path", { class: "curve", d: line || "M0 0" }), ...years, ...dots);
}

function brief(value) {
  return new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

function reliabilityChart(calibration) {
  const at = (v) => 40 + v * 200, up = (v) => 220 - v * 200;
  const most = Math.max(...calibration.bins.map((bin) => bin.claims));
  const dots = calibration.bins.map((bin) => el("circle", { class: "dot", cx: at(bin.confidence), cy: up(bin.right), r: 3 + 6 * Math.sqrt(bin.claims / most) }, el("title", {}, `${bin.confidence.toFixed(2)}: ${bin.right.toFixed(2)} (${bin.claims})`)));
  const path = calibration.bins.map((bin, i) => `${i ? "L" : "M"}${at(bin.confidence)} ${up(bin.right)}`).join(" ");
  const marks = [0, 0.5, 1].flatMap((v) => [el("text", { class: "soft", x: at(v), y: 238, "text-anchor": "middle" }, String(v)), el("text", { class: "soft", x: 34, y: up(v) + 4, "text-anchor": "end" }, String(v)), el("line", { class: "grid-line", x1: at(0), x2: at(1), y1: up(v), y2: up(v) })]);
  const svg = el("svg", { viewBox: "0 0 600 244", role: "img", "aria-label": t("reliability") }, ...marks, el("line", { class: "ideal", x1: at(0), y1: up(0), x2: at(1), y2: up(1) }), el("path", { class: "curve", d: path }), ...dots,
    el("text", { x: 280, y: 40 }, `${t("ece")}: ${calibration.error.toFixed(3)}`), el("text", { class: "soft", x: 280, y: 60 }, `x: ${t("confidence")}`), el("text", { class: "soft", x: 280, y: 78 }, `y: ${t("share")}`));
  return el("figure", {}, el("figcaption", {}, t("reliability")), svg, asTable([t("confidence"), t("claimsN"), t("share")], calibration.bins.map((bin) => [bin.confidence.toFixed(2), bin.claims, bin.right.toFixed(2)])));
}
