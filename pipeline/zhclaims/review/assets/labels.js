// What the page says, in Chinese and in English, and small helpers to build elements without any markup.

const LABELS = {
  zh: {
    title: "数字声明复核", skip: "跳到声明表", language: "English", claims: "声明", filters: "筛选", company: "公司", metric: "指标", kind: "类型",
    modality: "情态", from: "期间自", to: "期间至", atleast: "可信度 ≥", verdict: "判定", search: "搜索", clear: "清除", views: "视图", table: "声明表", charts: "图表",
    gridhelp: "↑ ↓ 选择，回车到原文；在原文中回车看字段，Esc 返回。", previous: "上一篇", next: "下一篇", document: "文章", article: "原文", detail: "所选声明",
    subject: "主体", value: "数值", period: "期间", item: "对象", source: "来源", confidence: "可信度", sure: "可信度", change: "变化", any: "全部", unknown: "无",
    themeAuto: "外观：自动", themeDark: "外观：深色", themeLight: "外观：浅色", paste: "试一试", text: "粘贴一段中文财经文字", published: "发布日期", read: "提取声明",
    reading: "正在提取……", failed: "未能提取：", predicted: "提取", gold: "标注", field: "字段", sentence: "所在句", none: "没有符合条件的声明",
    byMetric: "各指标的声明数", overTime: "公司数据随期间的变化", reliability: "可靠性曲线：可信度与实际正确率", series: "数据", share: "正确率", claimsN: "声明数", asTable: "以表格查看",
    noSeries: "所选公司没有两个以上期间的同类数据。", ece: "期望校准误差", outside: "（不在当前筛选内）", negated: "否定：",
    kinds: { change: "变化", share: "占比", amount: "金额", count: "数量", measure: "计量", ratio: "比率", rank: "排名", date: "日期", duration: "时长" },
    modalities: { actual: "事实", target: "目标", forecast: "预测", hypothetical: "假设" },
    verdicts: { right: "正确", wrong: "有误", missed: "漏提", spurious: "多提", optional: "可选" },
    bases: { yoy: "同比", qoq: "环比(季)", mom: "环比(月)", since: "较某时", versus: "较他者" },
    counts: (d, c) => `${d} 篇文章，${c} 条声明`, found: (n, m) => `${n} / ${m} 条`,
  },
  en: {
    title: "claims under review", skip: "Skip to the table of claims", language: "中文", claims: "Claims", filters: "Filters", company: "Company", metric: "Metric", kind: "Kind",
    modality: "Modality", from: "Period from", to: "Period to", atleast: "Confidence ≥", verdict: "Verdict", search: "Search", clear: "Clear", views: "Views", table: "Table", charts: "Charts",
    gridhelp: "↑ ↓ to choose, Enter to go to the sentence; there Enter shows the fields, Esc goes back.", previous: "Previous article", next: "Next article", document: "Article", article: "Article", detail: "The chosen claim",
    subject: "Subject", value: "Value", period: "Period", item: "Item", source: "Source", confidence: "Confidence", sure: "Conf.", change: "Change", any: "all", unknown: "none",
    themeAuto: "Theme: auto", themeDark: "Theme: dark", themeLight: "Theme: light", paste: "Try it", text: "Paste a Chinese business text", published: "Published", read: "Extract claims",
    reading: "Reading …", failed: "Not extracted: ", predicted: "predicted", gold: "gold", field: "Field", sentence: "Sentence", none: "No claim fits the filters",
    byMetric: "Claims by metric", overTime: "A company's figures over time", reliability: "Reliability: confidence and the share that is right", series: "Figures", share: "Share right", claimsN: "Claims", asTable: "As a table",
    noSeries: "This company has no figures of one sort for two periods.", ece: "Expected calibration error", outside: " (outside the filters)", negated: "not ",
    kinds: { change: "change", share: "share", amount: "amount", count: "count", measure: "measure", ratio: "ratio", rank: "rank", date: "date", duration: "duration" },
    modalities: { actual: "actual", target: "target", forecast: "forecast", hypothetical: "hypothetical" },
    verdicts: { right: "right", wrong: "wrong", missed: "missed", spurious: "spurious", optional: "optional" },
    bases: { yoy: "yoy", qoq: "qoq", mom: "mom", since: "since", versus: "versus" },
    counts: (d, c) => `${d} article${String(d) === "1" ? "" : "s"}, ${c} claim${String(c) === "1" ? "" : "s"}`, found: (n, m) => `${n} of ${m}`,
  },
};

const KINDS = Object.keys(LABELS.en.kinds);
const MODALITIES = Object.keys(LABELS.en.modalities);
const VERDICTS = Object.keys(LABELS.en.verdicts);
const ROLES = ["subject", "metric", "item", "period", "source"];

let language = (navigator.language || "").startsWith("zh") ? "zh" : "en";

const $$ = (id) => document.getElementById(id);
const t = (key) => LABELS[language][key];

// Articles reach the page as text nodes and attributes only; nothing is ever parsed as HTML.
function el(name, attributes = {}, ...children) {
  const svg = ["svg", "g", "path", "rect", "circle", "line", "text", "title"].includes(name);
  const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function sayAll() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-l]")) node.textContent = t(node.dataset.l);
  for (const node of document.querySelectorAll("[data-la]")) node.setAttribute("aria-label", t(node.dataset.la));
}
