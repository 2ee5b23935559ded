// The line about who reads a field follows the fields that decide it, for example the kind of information.
// Of a field named with a question mark it only counts whether something is chosen.

function chosen(name) {
  const fields = [...document.getElementsByName(name)];
  const field = fields.find((one) => one.type !== "radio" && one.type !== "checkbox") ?? fields.find((one) => one.checked);
  return field ? field.value : "";
}

function said(name) {
  return name.endsWith("?") ? (chosen(name.slice(0, -1)) ? "1" : "") : chosen(name);
}

for (const line of document.querySelectorAll("[data-readers-follow]")) {
  const names = line.dataset.readersFollow.split(" ");
  const texts = JSON.parse(line.dataset.readersTexts);
  const before = line.textContent;
  const show = () => {
    const text = texts[names.map(said).join("|")] ?? before;
    if (line.textContent !== text) line.textContent = text;
  };
  document.addEventListener("change", (event) => {
    if (names.includes(event.target.name) || names.includes(`${event.target.name}?`)) show();
  });
  // The browser may have put back an older choice when the person came back to the page.
  window.addEventListener("pageshow", show);
}

// What belongs to one answer, or to each of several («name=one|other»), when it is chosen, and what is wrong; without a script it is
// always there.
for (const part of document.querySelectorAll("[data-shown-for]")) {
  const [name, values] = part.dataset.shownFor.split("=");
  const show = () => {
    part.hidden = !values.split("|").includes(chosen(name)) && !part.querySelector("[aria-invalid=true]");
  };
  show();
  document.addEventListener("change", (event) => {
    if (event.target.name === name) show();
  });
  window.addEventListener("pageshow", show);
}
