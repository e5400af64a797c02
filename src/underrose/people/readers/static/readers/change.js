// @ts-check
// Another passphrase, by the old one or by the sheets; or a passkey beside it. Each change carries the key's signature.

import { Said, begin, busily, fresh, part, put, suggests } from "./fields.js";
import * as paper from "./paper.js";
import * as passkey from "./passkey.js";
import * as reader from "./reader.js";
import * as wrapping from "./wrapping.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-change]"));
const use = /** @type {"shared" | "own"} */ (form?.dataset.change);

async function typedSheets() {
  const sheets = [];
  for (const field of /** @type {NodeListOf<HTMLTextAreaElement>} */ (form.querySelectorAll("[data-sheet-id]"))) {
    if (!field.value.trim()) continue;
    const secret = await paper.read(form, field.value, field.id.replace("sheet-", ""));
    sheets.push({ id: field.dataset.sheetId ?? "", secret });
  }
  return sheets;
}

async function change() {
  const { id } = reader.told()[use][0];
  const bySheets = "bySheets" in form.dataset;
  const words = "byPasskey" in form.dataset ? "" : fresh(form);
  const old = /** @type {HTMLInputElement | null} */ (part(form, "old"));
  const given = bySheets ? { sheets: await typedSheets() } : { passphrase: old?.value ?? "" };
  const bundle = await reader.privateOf(use, given);
  const wrap = words ? await wrapping.byPassphrase(id, bundle, words) : await byPasskey(id, bundle);
  const text = JSON.stringify(wrap);
  put(form, "made", text);
  put(form, "signature", await reader.vouch(use, bundle, text));
  if (bySheets) put(form, "got_back", "1");
  bundle.fill(0);
  form.submit();
}

/** @param {string} id @param {Uint8Array} bundle */
async function byPasskey(id, bundle) {
  const made = await passkey.make(document.title);
  if (!made) throw new Said(form.dataset.unable);
  return wrapping.byPasskey(id, bundle, { ...made, secret: await passkey.ask(made) });
}

if (form && begin()) {
  suggests(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busily(form, change, form.dataset.wrong ?? "");
  });
}
