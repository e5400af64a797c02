// @ts-check
// Wipes what somebody left behind: thirty quiet seconds, a question, fifteen more, then the neutral page.
// Back shows nothing old either (WCAG 2.2.1: whoever needs more time can say so).

const QUIET = 30_000;
const ASKED = 15_000;
const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-kiosk]"));
const ask = /** @type {HTMLDialogElement} */ (document.querySelector("[data-ask]"));
/** @type {ReturnType<typeof setTimeout>} */
let timer;

function wipe() {
  form.reset();
  location.replace(form.dataset.home ?? "");
}

function quiet() {
  clearTimeout(timer);
  const box = /** @type {HTMLInputElement | null} */ (form.querySelector("input.code"));
  if (!box?.value && !form.querySelector(".errorlist")) return; // nothing to wipe
  timer = setTimeout(() => {
    ask.showModal();
    timer = setTimeout(wipe, ASKED);
  }, QUIET);
}

ask.querySelector("[data-more]")?.addEventListener("click", () => {
  ask.close();
  quiet();
});
for (const kind of ["input", "keydown", "pointerdown"]) form.addEventListener(kind, quiet);
addEventListener("pageshow", (event) => event.persisted && wipe());
quiet();
