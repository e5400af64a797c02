// @ts-check
// Make a key: the pair, its wraps and its sheets, all here. What is handed in opens nothing.

import { bound, toBase64 } from "./bytes.js";
import { Said, begin, busily, fresh, part, put, suggests, wipe } from "./fields.js";
import * as paper from "./paper.js";
import * as reader from "./reader.js";
import * as suites from "./suites.js";
import * as wrapping from "./wrapping.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-make]"));

async function make() {
  const use = /** @type {"shared" | "own"} */ (form.dataset.make);
  const passphrase = fresh(form);
  const { suite, staff, practice } = reader.told();
  const before = await reader.halves(use);
  const goesWithout = /** @type {HTMLInputElement | null} */ (part(form, "without"))?.checked;
  if (reader.told()[use].length && !before.length && !goesWithout) throw new Said(form.dataset.locked);
  const key = await suites.make(suite);
  const { sheets, said } = await paper.make(form, use, key.id, key.bundle);
  const { signs } = await suites.takeIn(key, key.bundle);
  const statement = await suites.sign(signs, bound("underrose/reader-key-is-of/1", practice, staff, use, key.id));
  const earlier = [];
  for (const one of before) earlier.push(await wrapping.byKey(one.id, one.bundle, key));
  const made = {
    suite,
    public: toBase64(key.public),
    signing: toBase64(key.signing),
    statement: toBase64(statement),
    passphrase: await wrapping.byPassphrase(key.id, key.bundle, passphrase),
    sheets: said,
    earlier,
  };
  key.bundle.fill(0);
  put(form, "made", JSON.stringify(made));
  wipe(form);
  await paper.show(form, sheets);
}

if (form && begin()) {
  /** @type {HTMLElement} */ (part(form, "before")).hidden = false;
  suggests(form);
  paper.watch(form);
  part(form, "go")?.addEventListener("click", () => busily(form, make, form.dataset.short ?? ""));
}
