// A pause before what cannot be undone. Without this script the same words stand on a page of their own.
//
// <a data-confirm href="…">: the page at the address is fetched and its [data-confirm-page] shown in a dialog.
// <form data-confirm-title="…" data-confirm-text="…" data-confirm-label="…" data-confirm-cancel="…">: the dialog is
// made of these words, and `confirmed=1` is sent along, which is what the page of its own sends.

function element(name, attributes, text) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

// What was written in a dialog that was closed: it is there when the same link is opened again.
const written = new Map();

function open(content, opener, returnTo = opener) {
  const dialog = element("dialog", { class: "ds-dialog app-dialog" });
  dialog.append(...content);
  const heading = dialog.querySelector("h1, h2");
  if (heading) {
    heading.id = "dialog-title";
    dialog.setAttribute("aria-labelledby", heading.id);
  }
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-confirm-cancel]")) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    const fields = [...dialog.querySelectorAll("textarea, input:not([type=hidden]), select")];
    if (fields.some((field) => field.value !== field.defaultValue && field.value)) written.set(opener, content);
    returnTo?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  // What is to be read first is read from its heading.
  if (heading && dialog.querySelector("[data-confirm-read]")) {
    heading.tabIndex = -1;
    heading.focus();
  }
  // With nothing to fill in, the careful choice has the focus, so that Enter alone does no harm.
  if (!dialog.querySelector(".ds-input")) dialog.querySelector("[data-confirm-cancel]")?.focus();
  return dialog;
}

async function fromPage(link, returnTo) {
  if (written.has(link)) {
    open(written.get(link), link, returnTo);
    return;
  }
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.querySelector("[data-confirm-page]");
    if (!answer.ok || answer.redirected || !part) throw new Error("not a page to confirm on");
    for (const form of part.querySelectorAll("form:not([action])")) form.setAttribute("action", link.href);
    open([document.importNode(part, true)], link, returnTo);
  } catch {
    window.location.assign(link.href);
  }
}

function fromForm(form, submitter) {
  const words = form.dataset;
  const actions = element("div", { class: "app-actions" });
  const go = element("button", { class: "ds-button", type: "button" }, words.confirmLabel);
  if (words.confirmDanger !== undefined) go.dataset.color = "danger";
  const stay = element("button", { class: "ds-button", type: "button", "data-variant": "secondary", "data-confirm-cancel": "" });
  stay.textContent = words.confirmCancel || "Avbryt";
  actions.append(go, stay);
  const dialog = open(
    [
      element("h2", { class: "ds-heading", "data-size": "sm" }, words.confirmTitle),
      element("p", { class: "app-text" }, words.confirmText),
      actions,
    ],
    submitter,
  );
  go.addEventListener("click", () => {
    const confirmed = element("input", { type: "hidden", name: "confirmed", value: "1" });
    form.append(confirmed);
    dialog.close();
    form.requestSubmit(submitter);
    // The fields are read when sending begins; a page shown again later must ask again.
    confirmed.remove();
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-confirm]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  // A key that stands for the link leaves the focus where it was.
  fromPage(link, event.isTrusted ? link : document.activeElement);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirmTitle === undefined || form.querySelector("input[name=confirmed]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  fromForm(form, event.submitter);
});
