// A list of boxes to tick gets a button that ticks them all; without script one ticks them one by one.

for (const button of document.querySelectorAll("[data-tick-all]")) {
  const boxes = document.querySelectorAll(`input[type="checkbox"][name="${button.dataset.tickAll}"]`);
  button.hidden = boxes.length < 2;
  button.addEventListener("click", () => {
    for (const box of boxes) box.checked = true;
    boxes[0].dispatchEvent(new Event("input", { bubbles: true }));
  });
}
