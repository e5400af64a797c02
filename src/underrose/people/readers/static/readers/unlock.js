// @ts-check
// The part of a page that unlocks a key for a while and locks it again.

import { begin, busily, part } from "./fields.js";
import * as passkey from "./passkey.js";
import * as reader from "./reader.js";

/** @param {HTMLElement} root */
export async function mount(root) {
  const use = /** @type {"shared" | "own"} */ (root.dataset.unlock);
  const mine = reader.told()[use][0];
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const typed = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const wraps = (mine?.wraps ?? []).filter((/** @type {any} */ wrap) => wrap.kind === "passkey");

  const show = (/** @type {string} */ state) => {
    root.hidden = false;
    for (const each of root.querySelectorAll("[data-when]")) {
      /** @type {HTMLElement} */ (each).hidden = /** @type {HTMLElement} */ (each).dataset.when !== state;
    }
  };
  const opened = () => {
    show("open");
    const until = new Date(reader.until(use)).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
    /** @type {HTMLElement} */ (part(root, "open")).textContent = `${root.dataset.until} ${until}`;
    document.dispatchEvent(new CustomEvent("reader-unlocked", { detail: { use } }));
  };
  const unlock = (/** @type {any} */ given) =>
    busily(form, async () => {
      await reader.unlock(use, typeof given === "function" ? await given() : given);
      typed.value = "";
      opened();
    }, root.dataset.wrong ?? "");

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    unlock({ passphrase: typed.value });
  });
  const button = /** @type {HTMLButtonElement} */ (part(form, "passkey"));
  button.hidden = !wraps.length || !passkey.able();
  button.addEventListener("click", () =>
    unlock(async () => ({ secret: await passkey.ask(wraps[0]), credential: wraps[0].credential })),
  );
  part(root, "lock")?.addEventListener("click", () => reader.lock());
  document.addEventListener("reader-locked", () => mine && show("locked"));

  if (!mine) show("none");
  else if (await reader.unlocked(use)) opened();
  else show("locked");
}

if (begin()) for (const root of document.querySelectorAll("[data-unlock]")) mount(/** @type {HTMLElement} */ (root));
