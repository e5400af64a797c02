// @ts-check
// What the readers' pages share: passphrase fields that are never handed in, one place for trouble, one for waiting.

import { chance } from "./words.js";

/** @template {HTMLElement} T @param {ParentNode} root @param {string} name @returns {T | null} */
export const part = (root, name) => root.querySelector(`[data-${name}]`);

/** The page can go on: hide the sentence that says it can't. */
export function begin() {
  if (!globalThis.crypto?.subtle) return false;
  for (const words of document.querySelectorAll("[data-without-script]")) words.remove();
  return true;
}

/** @param {HTMLElement} form @param {string} [words] */
export function say(form, words = "") {
  const place = part(form, "trouble");
  const line = place?.firstElementChild;
  if (!place || !line) return;
  line.textContent = words;
  place.hidden = !words;
  if (words) place.scrollIntoView({ block: "center" });
}

/** Wait for what takes a moment, with the button off and a word that says so.
 * @param {HTMLElement} form @param {() => Promise<void>} act @param {string} otherwise said where it fails */
export async function busily(form, act, otherwise) {
  const busy = part(form, "busy");
  const button = /** @type {HTMLButtonElement | null} */ (form.querySelector(".primary"));
  say(form);
  if (busy) busy.hidden = false;
  if (button) button.disabled = true;
  await new Promise((done) => setTimeout(done, 30)); // so that the words are seen before the work begins
  try {
    await act();
  } catch (trouble) {
    say(form, trouble instanceof Said ? trouble.message : otherwise);
  } finally {
    if (busy) busy.hidden = true;
    if (button) button.disabled = false;
  }
}

/** A sentence for the person. */
export class Said extends Error {}

/** @param {HTMLElement} form */
export function suggests(form) {
  part(form, "suggest")?.addEventListener("click", () => {
    const words = chance(7);
    /** @type {HTMLElement} */ (part(form, "suggested")).textContent = words;
    /** @type {HTMLInputElement} */ (part(form, "new")).value = words;
  });
}

/** The new passphrase, typed twice. Raises Said. @param {HTMLElement} form */
export function fresh(form) {
  const words = /** @type {HTMLInputElement} */ (part(form, "new")).value;
  if (words.trim().length < 16 || new Set(words).size < 6) throw new Said(form.dataset.short);
  if (words !== /** @type {HTMLInputElement} */ (part(form, "again")).value) throw new Said(form.dataset.differs);
  return words;
}

/** @param {HTMLElement} form @param {string} name @param {string} text */
export const put = (form, name, text) => {
  const field = form.querySelector(`[name="${name}"]`);
  if (field instanceof HTMLInputElement) field.value = text;
};

/** Empty every field that is never handed in. @param {HTMLElement} form */
export const wipe = (form) => {
  for (const field of form.querySelectorAll("input:not([name]):not([type=checkbox]), textarea")) {
    /** @type {HTMLInputElement} */ (field).value = "";
  }
};
