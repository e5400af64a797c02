// @ts-check
// Turns the room's screen by keys: arrows, page keys (as a presenter's clicker sends) and space. A key that means
// something where the focus is (space on a button, any key in a field, with a modifier) keeps that meaning.

const ON = ["PageDown", " "];
const BACK = ["PageUp"];

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return;
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === " " && target.closest("button, summary")) return;
  const rtl = document.documentElement.dir === "rtl";
  const way = [...ON, rtl ? "ArrowLeft" : "ArrowRight"].includes(event.key)
    ? "on"
    : [...BACK, rtl ? "ArrowRight" : "ArrowLeft"].includes(event.key)
      ? "back"
      : "";
  const link = way && document.querySelector(`a[data-turn="${way}"]`);
  if (!(link instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  link.click();
});
