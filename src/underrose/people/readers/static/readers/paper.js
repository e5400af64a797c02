// @ts-check
// Recovery sheets on the page: who keeps them, their words to print, and what the server gets of them.

import { Said, part, say } from "./fields.js";
import { sheetSecret, sheetWords } from "./words.js";
import { bySheets, newSheet } from "./wrapping.js";

/** New sheets for the people named, with the private halves under each set that suffices. Raises Said.
 * @param {HTMLElement} form @param {string} use @param {string} id @param {Uint8Array} bundle */
export async function make(form, use, id, bundle) {
  const fields = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[data-holder]")]);
  const holders = fields.map((field) => field.value.trim()).filter(Boolean);
  if (use === "shared" && holders.length < 2) throw new Said(form.dataset.nobody);
  const sheets = await Promise.all(holders.map(async (holder) => ({ ...(await newSheet()), holder })));
  const wraps = await bySheets(id, bundle, sheets);
  return { sheets, said: { sheets: sheets.map(({ id, check, holder }) => ({ id, check, holder })), wraps } };
}

/** Put the words on the page. @param {HTMLElement} form @param {{ secret: Uint8Array, holder: string }[]} sheets */
export async function show(form, sheets) {
  const place = /** @type {HTMLElement} */ (part(form, "sheets"));
  const pattern = /** @type {HTMLTemplateElement} */ (form.querySelector("template[data-sheet]"));
  place.replaceChildren();
  for (const [at, sheet] of sheets.entries()) {
    const page = /** @type {DocumentFragment} */ (pattern.content.cloneNode(true));
    const fill = (/** @type {string} */ name, /** @type {string} */ text) => {
      const spot = part(page, name);
      if (spot) spot.textContent = text;
    };
    fill("number", String(at + 1));
    fill("holder-name", sheet.holder);
    fill("day", new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" }));
    part(page, "words")?.append(
      ...(await sheetWords(sheet.secret)).map((word) => Object.assign(document.createElement("li"), { textContent: word })),
    );
    place.append(page);
  }
  /** @type {HTMLElement} */ (part(form, "before")).hidden = true;
  const after = /** @type {HTMLElement} */ (part(form, "after"));
  after.hidden = false;
  after.focus();
}

/** Hand in only once the words are on paper. @param {HTMLFormElement} form */
export function watch(form) {
  part(form, "print")?.addEventListener("click", () => print());
  form.addEventListener("submit", (event) => {
    const ticked = form.querySelector("#printed");
    if (ticked instanceof HTMLInputElement && ticked.checked) return;
    event.preventDefault();
    say(form, form.dataset.tick);
  });
}

/** Typed words of a sheet, or a sentence that says what is wrong. Raises Said.
 * @param {HTMLElement} form @param {string} typed @param {string} [which] */
export async function read(form, typed, which = "") {
  const { secret, unknown, count } = await sheetSecret(typed);
  if (unknown) throw new Said(`${form.dataset.unknown} ${unknown}`);
  if (count !== undefined) throw new Said(`${form.dataset.count} ${count}`);
  if (!secret) throw new Said(`${form.dataset.slip} ${which}`);
  return secret;
}

