// @ts-check
// New recovery sheets for a key, by its passphrase; the change carries the key's signature.

import { begin, busily, part, put, wipe } from "./fields.js";
import * as paper from "./paper.js";
import * as reader from "./reader.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-make]"));

async function make() {
  const use = /** @type {"shared" | "own"} */ (form.dataset.make);
  const passphrase = /** @type {HTMLInputElement} */ (part(form, "old")).value;
  const bundle = await reader.privateOf(use, { passphrase });
  const { sheets, said } = await paper.make(form, use, reader.told()[use][0].id, bundle);
  const text = JSON.stringify(said);
  put(form, "made", text);
  put(form, "signature", await reader.vouch(use, bundle, text));
  wipe(form);
  await paper.show(form, sheets);
}

if (form && begin()) {
  /** @type {HTMLElement} */ (part(form, "before")).hidden = false;
  paper.watch(form);
  part(form, "go")?.addEventListener("click", () => busily(form, make, form.dataset.wrong ?? ""));
}
