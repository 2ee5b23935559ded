// Sends a form once, however often the button is pressed. The button is not disabled, so its name and value are sent.

const sent = new WeakSet();

// Going back loads the page again, with a new value in each form, and the browser fills in what was typed. The values of a form that was
// sent are kept with its place in the history, so that the server knows it as the same form. No text is kept there.
const marked = () => [...document.forms].filter((form) => form.querySelector("input[name=mark]"));
const values = (form) => [...form.querySelectorAll("input[name=once], input[name=mark]")];

function remember(form) {
  const place = marked().indexOf(form);
  if (place < 0) return;
  const sentBefore = { ...history.state?.sent, [place]: values(form).map((field) => field.value) };
  history.replaceState({ ...history.state, sent: sentBefore }, "");
}

for (const [place, before] of Object.entries(history.state?.sent ?? {})) {
  const form = marked()[place];
  if (form) values(form).forEach((field, at) => { field.value = before[at]; });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  remember(form);
  event.submitter?.setAttribute("aria-busy", "true");
});

// A page kept by the browser and shown again must be able to send.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) sent.delete(form);
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});
