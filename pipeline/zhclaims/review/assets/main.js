// Wiring: filters, tabs, choice of a claim, theme and language.

function refresh() {
  filterRows();
  $$("grid-scroll").scrollTop = 0;
  drawHead();
  drawRows();
  $$("found").textContent = t("found")(state.shown.length.toLocaleString("en-US"), state.rows.length.toLocaleString("en-US"));
  drawDetail();
  drawCharts();
}

function choose(r, { inArticle = false, inTable = false, focus = false } = {}) {
  state.chosen = r;
  if (inArticle) showInArticle(r, focus);
  else join([r]);
  const at = state.shown.indexOf(r);
  if (inTable && at >= 0) bringToSight(at);
  else drawRows();
  drawDetail();
}

function activate(which) {
  for (const tab of ["table", "charts"]) {
    const on = tab === which;
    $$(`tab-${tab}`).setAttribute("aria-selected", String(on));
    $$(`tab-${tab}`).tabIndex = on ? 0 : -1;
    $$(`panel-${tab}`).hidden = !on;
  }
  if (which === "charts") drawCharts();
  else drawRows();
}

function options(id, values, labels) {
  const kept = $$(id).value;
  $$(id).replaceChildren(el("option", { value: "" }, t("any")), ...values.map((each) => el("option", { value: each }, labels[each])));
  $$(id).value = kept;
}

function say() {
  sayAll();
  options("f-kind", KINDS, t("kinds"));
  options("f-modality", MODALITIES, t("modalities"));
  options("f-verdict", VERDICTS, t("verdicts"));
  $$("counts").textContent = t("counts")(state.docs.length.toLocaleString("en-US"), state.rows.length.toLocaleString("en-US"));
  $$("legend").replaceChildren(...["value", ...ROLES].map((role) => el("span", { class: role }, t(role))));
  sayTheme();
}

const THEMES = ["Auto", "Dark", "Light"];
let theme = "Auto";
const darkness = matchMedia("(prefers-color-scheme: dark)");

function sayTheme() {
  const dark = theme === "Dark" || (theme === "Auto" && darkness.matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  $$("theme").textContent = t(`theme${theme}`);
}

function suggest(input, list, key) {
  // The lists are filled when they are first wanted: thousands of options would hold up the start.
  $$(input).addEventListener("focus", () => $$(list).replaceChildren(...frequent(key, 300).map(([value]) => el("option", { value }))));
}

function wire() {
  $$("filters").addEventListener("input", refresh);
  $$("filters").addEventListener("submit", (event) => event.preventDefault());
  $$("filters").addEventListener("reset", () => setTimeout(refresh));
  suggest("f-company", "companies", "company");
  suggest("f-metric", "metrics", "concept");
  for (const [tab, other] of [["table", "charts"], ["charts", "table"]]) {
    $$(`tab-${tab}`).addEventListener("click", () => activate(tab));
    $$(`tab-${tab}`).addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") { activate(other); $$(`tab-${other}`).focus(); }
    });
  }
  $$("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; say(); refresh(); drawArticle(); });
  $$("theme").addEventListener("click", () => { theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]; sayTheme(); });
  darkness.addEventListener("change", sayTheme);
  const goTo = (index) => { state.doc = Math.max(0, Math.min(index, state.docs.length - 1)); drawArticle(); $$("article-scroll").scrollTop = 0; };
  $$("pick").addEventListener("change", (event) => goTo(Number(event.target.value)));
  $$("previous").addEventListener("click", () => goTo(state.doc - 1));
  $$("next").addEventListener("click", () => goTo(state.doc + 1));
  wireTable();
  wireArticle();
  wirePaste();
}

function start() {
  for (const id of ["left", "right"]) $$(id).hidden = !state.docs.length; // nothing has been pasted yet
  $$("verdict-label").hidden = !state.data.gold;
  $$("pick").replaceChildren(...state.docs.map((doc) => el("option", { value: doc.index }, clip(doc.title ? `${doc.id} · ${doc.title}` : doc.id, 60))));
  say();
  refresh();
  drawArticle();
}

loadData(JSON.parse($$("data").textContent));
wire();
start();
