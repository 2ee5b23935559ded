// Parts of a page that follow what is chosen in a form. The form is asked for again at each change and all its parts are replaced at once,
// so that they never disagree. Without a script a button asks; a form that cannot be asked this way is sent with that button.

function typed(form, button) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form, button)) {
    if (typeof value === "string") fields.append(name, value);
  }
  return fields;
}

function replace(part, fresh) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...part.querySelectorAll("details")].map((one) => one.open);
  part.replaceChildren(...fresh.childNodes);
  part.querySelectorAll("details").forEach((one, at) => { one.open ||= open[at] ?? false; });
  if (focused) document.getElementById(focused)?.focus();
}

for (const form of document.querySelectorAll("form[data-refreshed-by]")) {
  const names = form.dataset.refreshedBy.split(" ");
  const parts = form.dataset.refreshes.split(" ").map((id) => document.getElementById(id));
  const button = form.querySelector("button[data-asks-again]");
  const selects = () => [...form.querySelectorAll("select")].filter((one) => names.includes(one.name));
  let latest = 0;

  async function refresh() {
    const mine = ++latest;
    parts.forEach((part) => part.setAttribute("aria-busy", "true"));
    try {
      const answer = await fetch(form.getAttribute("action"), {
        method: "POST",
        body: typed(form, button),
        credentials: "same-origin",
        redirect: "error",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== latest) return;
      parts.forEach((part) => replace(part, page.getElementById(part.id)));
      for (const select of selects()) select.value = page.getElementById(select.id).value;
      parts.forEach((part) => part.removeAttribute("aria-busy"));
    } catch {
      if (mine === latest) form.requestSubmit(button);
    }
  }

  button.closest("[data-without-script]").hidden = true;
  parts.forEach((part) => part.setAttribute("aria-live", "polite"));
  form.addEventListener("change", (event) => {
    if (names.includes(event.target.name)) refresh();
  });
  // The browser may have put back an older choice when the person came back to the page.
  window.addEventListener("pageshow", () => {
    if (selects().some((one) => !one.selectedOptions[0]?.defaultSelected)) refresh();
  });
}
