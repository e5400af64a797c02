// @ts-check
// Try a sheet: its words stay here, only what shows that they fit is handed in.

import { toBase64 } from "./bytes.js";
import { begin, busily, put } from "./fields.js";
import { read } from "./paper.js";
import { proof } from "./wrapping.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-try]"));

async function check() {
  const typed = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea")).value;
  const secret = await read(form, typed);
  put(form, "proof", toBase64(await proof({ id: form.dataset.try ?? "", secret })));
  form.submit();
}

if (form && begin()) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busily(form, check, form.dataset.slip ?? "");
  });
}
