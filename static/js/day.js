// A day can be picked from the browser's own calendar: a button beside the field opens it, and what is picked is written as people
// write it, 24.11.2026. The field itself is for typing, and the button is not there where the browser cannot open a calendar.

function two(number) {
  return String(number).padStart(2, "0");
}

// As the calendar wants it, 2026-11-24, or nothing when the field does not hold a day in digits.
function asKept(text) {
  const found = /^(\d{1,2})[.,/ -]+(\d{1,2})[.,/ -]+(\d{4})$/.exec(text.trim()) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text.trim());
  return found ? `${found[3]}-${two(found[2])}-${two(found[1])}` : "";
}

function calendarFor(button, field) {
  const calendar = document.createElement("input");
  calendar.type = "date";
  calendar.className = "app-day__calendar";
  calendar.tabIndex = -1;
  calendar.setAttribute("aria-hidden", "true");
  const now = new Date();
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  if (button.dataset.noFuture !== undefined) calendar.max = today;
  if (button.dataset.noPast !== undefined) calendar.min = today;
  calendar.addEventListener("input", (event) => {
    event.stopPropagation();
    if (!calendar.value) return;
    const [year, month, day] = calendar.value.split("-");
    field.value = `${day}.${month}.${year}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  button.after(calendar);
  return calendar;
}

if ("showPicker" in HTMLInputElement.prototype) {
  for (const button of document.querySelectorAll("[data-picks]")) {
    const field = document.getElementById(button.dataset.picks);
    let calendar;
    button.hidden = false;
    button.addEventListener("click", () => {
      calendar ??= calendarFor(button, field);
      calendar.value = asKept(field.value);
      calendar.showPicker();
    });
  }
}
