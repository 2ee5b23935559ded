// Keeps what is being written: posts the form to data-draft-url a moment after the last key, and when the page is left.

const PAUSE = 1500;
const AGAIN = 15000;

function clock() {
  const now = new Date();
  return `${String(now.getHours()).padStart(2, "0")}.${String(now.getMinutes()).padStart(2, "0")}`;
}

function body(form) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.append(name, value);
  }
  return fields;
}

function keep(form) {
  const status = form.querySelector("[data-draft-status]");
  const says = form.dataset;
  let timer;
  let kept = body(form).toString();
  let leaving = false;

  // What goes wrong is said loudly, once for each thing: read aloud at once, and seen.
  function say(text, loud) {
    if (!status) return;
    status.toggleAttribute("data-loud", loud);
    status.setAttribute("role", loud ? "alert" : "status");
    if (status.textContent !== text) status.textContent = text;
  }

  async function save() {
    clearTimeout(timer);
    const fields = body(form);
    const text = fields.toString();
    if (leaving || text === kept) return;
    try {
      const answer = await fetch(says.draftUrl, {
        method: "POST",
        body: fields,
        credentials: "same-origin",
        keepalive: text.length < 60000,
        redirect: "error",
      });
      if (answer.status === 413) {
        // Trying again would change nothing before more is typed; the form itself can still be sent.
        say(says.draftFull, true);
        return;
      }
      if (answer.status === 403) {
        const { kept: stillKept } = await answer.json();
        say(stillKept ? says.draftOut : says.draftUnkept, true);
        timer = setTimeout(save, AGAIN);
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      kept = text;
      say(`${says.draftSaved} ${clock()}`, false);
    } catch {
      say(says.draftFailed, true);
      timer = setTimeout(save, AGAIN);
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  // What is sent for good must not come back as a draft.
  document.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    leaving = true;
    clearTimeout(timer);
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  // The session is about to end (session.js).
  document.addEventListener("keep", save);
}

for (const form of document.querySelectorAll("form[data-draft-url]")) keep(form);
