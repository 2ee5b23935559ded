// Where writing begins: the first field that is wrong, else the field that the server marked. Without this script the page begins at its top.
//
// The marked field must be in sight without scrolling, for what stands above it is to be read first. On a touch screen nothing is gained:
// the keyboard does not come up by itself.

const wrong = document.querySelector("main [aria-invalid=true]");
const first = document.querySelector("main [data-begins]");

function inSight(field) {
  const place = field.getBoundingClientRect();
  return place.top >= 0 && place.bottom <= window.innerHeight;
}

if (wrong) {
  wrong.focus();
} else if (first && !location.hash && document.activeElement === document.body && matchMedia("(hover: hover)").matches && inSight(first)) {
  first.focus({ preventScroll: true });
}
