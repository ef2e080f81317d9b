// Where the page is served, a text can be pasted: it goes to the server it came from, which keeps nothing.

function wirePaste() {
  if (state.data.mode !== "serve") return;
  $$("paste").hidden = false;
  $$("paste-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = $$("paste-text").value, published = $$("paste-date").value || null;
    const submit = $$("paste-submit"), status = $$("paste-status");
    submit.disabled = true;
    status.textContent = t("reading");
    try {
      const answer = await fetch("extract", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text, published }) });
      const body = await answer.json();
      if (!answer.ok) throw new Error(typeof body.detail === "string" ? body.detail : answer.statusText);
      loadData({ ...state.data, documents: [{ id: body.doc_id, title: null, published, text, claims: body.claims.map((claim) => ({ predicted: claim })) }] });
      $$("filters").reset();
      start();
      status.textContent = t("counts")(1, body.claims.length);
    } catch (error) {
      status.textContent = t("failed") + error.message;
    } finally {
      submit.disabled = false;
    }
  });
}
