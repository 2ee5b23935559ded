// Says three minutes before that somebody will be signed out, since nothing was done, or since it is long ago that she signed in.
//
// The server is asked first, for she may have been busy in another window. Asking lets the session last no longer: only the button does.

const dialog = document.getElementById("session-end");
const says = dialog.dataset;
const BEFORE = 180;
const idlePart = dialog.querySelector("[data-session-idle]");
const wholePart = dialog.querySelector("[data-session-whole]");
const now = () => Date.now() / 1000;
let timer;
let wholeIsSaid = false;

function later(seconds) {
  clearTimeout(timer);
  // A longer time than this overflows, and is taken for none.
  timer = setTimeout(ask, Math.min(Math.max(seconds, 1), 86400) * 1000);
}

function show(part) {
  idlePart.hidden = part !== idlePart;
  wholePart.hidden = part !== wholePart;
  part.querySelector("h2").id = "session-end-title";
  (part === idlePart ? wholePart : idlePart).querySelector("h2").removeAttribute("id");
  if (!dialog.open) dialog.showModal();
  part.querySelector("button").focus();
}

// What stands on the screen is not for whoever passes by.
function leave() {
  const here = location.pathname + location.search;
  location.replace(`${says.signIn}?next=${encodeURIComponent(here)}`);
}

// Drafts are kept a moment after the last key, and whenever the page is hidden: so that nothing is lost, as if it were hidden now.
const keep = () => document.dispatchEvent(new Event("keep"));

async function ask() {
  let left;
  try {
    const answer = await fetch(says.ask, { credentials: "same-origin", redirect: "error", headers: { "X-Page-Alone": "1" } });
    if (!answer.ok) throw new Error(String(answer.status));
    left = await answer.json();
  } catch {
    return later(30);
  }
  if (left === null) return leave();
  plan(left);
}

function plan({ idle, whole }) {
  const nearest = whole === null ? idle : Math.min(idle, whole);
  if (nearest <= BEFORE) keep();
  if (idle <= BEFORE && !(whole !== null && whole < idle)) {
    show(idlePart);
    return later(Math.min(idle + 1, 20));
  }
  if (whole !== null && whole <= BEFORE) {
    if (!wholeIsSaid) show(wholePart);
    wholeIsSaid = true;
    return later(Math.min(whole + 1, 20));
  }
  if (dialog.open && !idlePart.hidden) dialog.close();
  return later(nearest - BEFORE);
}

dialog.querySelector("[data-session-go-on]").addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const form = event.target;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      credentials: "same-origin",
      redirect: "error",
    });
    if (!answer.ok) return leave();
    dialog.close();
    plan(await answer.json());
  } catch {
    leave();
  }
});
wholePart.querySelector("[name=next]").value = location.pathname + location.search;
wholePart.querySelector("[data-session-later]").addEventListener("click", () => dialog.close());
// Closing it with Escape is an answer too: somebody is here.
dialog.addEventListener("cancel", (event) => {
  if (idlePart.hidden) return;
  event.preventDefault();
  dialog.querySelector("[data-session-go-on]").requestSubmit();
});
// A computer that slept has not counted.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") ask();
});

plan({ idle: Number(says.idle), whole: says.whole ? Number(says.whole) - now() : null });
