// Shows the buttons that print the page: without this script there is nothing for them to do.

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
