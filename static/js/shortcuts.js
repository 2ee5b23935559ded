// Shortcuts: `g` and a letter lead to a place of the menu, the others to what the page has marked with their key. Never in a field, never
// with another key held down, never over a dialog. Somebody who does not want them is not given this script.
//
// <a data-place="u" …>: `g` `u`.  <… data-shortcut="n">: a link or button is clicked, a field gets the focus.

const SECOND_KEY = 1500;
let begun = -Infinity;

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable]") !== null;
}

function go(place) {
  if (!place) return false;
  if (place.matches("input, textarea, select")) {
    place.focus();
    place.select?.();
  } else {
    place.click();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat || event.isComposing) return;
  if (event.key === "Shift" || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const isSecond = event.timeStamp - begun < SECOND_KEY;
  begun = -Infinity;
  const key = CSS.escape(event.key);
  if (isSecond) {
    if (go(document.querySelector(`[data-place="${key}"]`))) event.preventDefault();
  } else if (event.key === "g") {
    begun = event.timeStamp;
  } else if (go(document.querySelector(`[data-shortcut="${key}"]`))) {
    event.preventDefault();
  }
});
