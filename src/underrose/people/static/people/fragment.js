// @ts-check
// A card's or link's secret stands behind the # of the address, where no server, log or mail scanner sees it. Put it
// into the form, take it out of the address bar, and wait for the person: only the button sends it.

/** @param {string} hash */
export const secretOf = (hash) => (/^#[\w-]{16,64}$/.test(hash) ? hash.slice(1) : "");

/** @param {HTMLFormElement} form @param {string} secret */
export function mount(form, secret) {
  if (!secret) return;
  const field = form.querySelector('[name="secret"]');
  if (!(field instanceof HTMLInputElement)) return;
  field.value = secret;
  form.hidden = false;
  const typed = form.querySelector(`[name="${form.dataset.clears}"]`);
  const around = typed?.closest(".field");
  if (around instanceof HTMLElement) around.hidden = true;
  for (const part of document.querySelectorAll("[data-without-secret]")) /** @type {HTMLElement} */ (part).hidden = true;
  for (const part of document.querySelectorAll("[data-with-secret]")) /** @type {HTMLElement} */ (part).hidden = false;
  history.replaceState(null, "", location.pathname);
}

const read = () => {
  const secret = secretOf(location.hash);
  for (const form of document.querySelectorAll('form[data-part="fragment"]')) mount(/** @type {HTMLFormElement} */ (form), secret);
};
if (typeof document !== "undefined") {
  read();
  addEventListener("hashchange", read);
}
