// The line about who reads a field follows the field that decides it, for example the kind of information.

function chosen(name) {
  const fields = [...document.getElementsByName(name)];
  const field = fields.find((one) => one.type !== "radio" && one.type !== "checkbox") ?? fields.find((one) => one.checked);
  return field ? field.value : "";
}

for (const line of document.querySelectorAll("[data-readers-follow]")) {
  const name = line.dataset.readersFollow;
  const texts = JSON.parse(line.dataset.readersTexts);
  const before = line.textContent;
  const show = () => {
    const text = texts[chosen(name)] ?? before;
    if (line.textContent !== text) line.textContent = text;
  };
  document.addEventListener("change", (event) => {
    if (event.target.name === name) show();
  });
  // The browser may have put back an older choice when the person came back to the page.
  window.addEventListener("pageshow", show);
}
