// @ts-check
// What somebody keeps for themselves is opened and sealed in this page alone; only sealed text leaves it. docs/protection.md

import * as reader from "./reader.js";

const utf8 = new TextEncoder();

/** @param {string} text @param {string} info @param {any[]} keys */
export const read = async (text, info, keys) => {
  const by = keys.find((one) => one.key.id === JSON.parse(text).by)?.key;
  if (!by) throw new Error("not by this author's keys");
  return new TextDecoder().decode(await reader.open(text, keys, info, by));
};

/** @param {string} words @param {string} info @param {any[]} keys */
export const seal = (words, info, [me]) => reader.seal([me.key], utf8.encode(words), info, { by: me });

/** Open each sealed text of the page, or say that it doesn't open. @param {any[]} keys */
async function openAll(keys) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-sealed]"))) {
    try {
      place.textContent = await read(place.dataset.sealed ?? "", place.dataset.info ?? "", keys);
    } catch {
      place.textContent = place.dataset.broken ?? "";
    }
    place.hidden = false;
  }
}

function closeAll() {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-sealed]"))) {
    place.textContent = "";
    place.hidden = true;
  }
}

const openNow = async () => {
  const keys = await reader.unlocked("own");
  if (keys) await openAll(keys);
};
document.addEventListener("reader-unlocked", openNow);
document.addEventListener("reader-locked", closeAll);
openNow();
