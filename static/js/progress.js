// Shows how far the worker has come: asks for the part of the page that says so, until it is done or has failed.

const OFTEN = 1000;
const SELDOM = 4000;
const OFTEN_UNTIL = 30000;

function follow(region) {
  const status = region.querySelector("[role=status]");
  const begun = Date.now();
  const part = () => region.querySelector("[data-progress-part]");
  region.querySelector("[data-progress-fallback]")?.remove();

  async function ask() {
    let answer;
    try {
      answer = await fetch(region.dataset.progress, { credentials: "same-origin", redirect: "error" });
    } catch {
      return later();
    }
    // Signed out, or not to be read any more: the page itself says which.
    if (!answer.ok) return location.reload();
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    const fresh = holder.content.querySelector("[data-progress-part]");
    if (!fresh) return location.reload();
    if (fresh.dataset.words !== part().dataset.words) {
      status.textContent = fresh.dataset.words;
      part().replaceWith(fresh);
    }
    if (part().dataset.final === undefined) later();
  }

  function later() {
    setTimeout(ask, Date.now() - begun < OFTEN_UNTIL ? OFTEN : SELDOM);
  }

  if (part().dataset.final === undefined) later();
}

for (const region of document.querySelectorAll("[data-progress]")) follow(region);
