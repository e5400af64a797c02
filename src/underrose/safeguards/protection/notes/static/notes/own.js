// @ts-check
// Notes of an author's own: opened and sealed in this page alone. What is typed has no name in the form, so that no
// form can hand it in; only its sealed text leaves the page. How it is sealed: docs/protection.md, docs/reader-keys.md.

import * as reader from "../readers/reader.js";

const WAIT = 5000;
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

/** @param {HTMLFormElement} form */
export function mount(form) {
  const { dataset } = form;
  const typed = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  const said = /** @type {HTMLElement} */ (form.querySelector("[data-said]"));
  let kept = "";
  let timer = 0;
  let filled = false;
  let isBusy = false;

  /** @param {string} url @param {string} info @param {any[]} keys */
  const send = async (url, info, keys) => {
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    body.set("sealed", await seal(typed.value, info, keys));
    const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.redirected ? { next: answer.url } : answer.json();
  };
  const fill = async (/** @type {any[]} */ keys) => {
    if (filled) return;
    const [text, info] = dataset.draftSealed
      ? [dataset.draftSealed, dataset.draftInfo]
      : [dataset.nowSealed, dataset.nowInfo];
    try {
      if (text) typed.value = await read(text, info ?? "", keys);
    } catch {
      said.textContent = dataset.broken ?? "";
    }
    kept = typed.value;
    filled = true;
  };
  const show = async (/** @type {any[] | null} */ keys) => {
    if (keys) await fill(keys);
    form.hidden = !keys && !filled;
    for (const button of form.querySelectorAll("button")) button.disabled = !keys;
    if (!keys && filled) said.textContent = dataset.locked ?? "";
  };
  const draft = async () => {
    clearTimeout(timer);
    const keys = await reader.unlocked("own");
    if (!keys || isBusy || !typed.value.trim() || typed.value === kept) return;
    const words = typed.value;
    try {
      said.textContent = (await send(dataset.draft ?? "", dataset.draftInfo ?? "", keys)).said;
      kept = words;
    } catch {
      said.textContent = dataset.notKept ?? "";
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    const keys = await reader.unlocked("own");
    if (isBusy || !keys || !typed.value.trim()) return void (said.textContent = (keys ? dataset.empty : dataset.locked) ?? "");
    isBusy = true;
    const kind = /** @type {HTMLInputElement} */ (form.querySelector("[name=kind]:checked, [name=kind][type=hidden]"));
    try {
      const { next } = await send(form.action, kind.dataset.info ?? "", keys);
      kept = typed.value;
      location.assign(next);
    } catch (error) {
      said.textContent = (/** @type {Error} */ (error).message === "409" ? dataset.refused : dataset.notKept) ?? "";
      isBusy = false;
    }
  });
  typed.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draft, WAIT);
  });
  addEventListener("beforeunload", (event) => typed.value !== kept && !isBusy && event.preventDefault());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && draft());
  const look = async () => show(await reader.unlocked("own"));
  document.addEventListener("reader-unlocked", look);
  document.addEventListener("reader-locked", () => show(null));
  look();
}

const openNow = async () => {
  const keys = await reader.unlocked("own");
  if (keys) await openAll(keys);
};
document.addEventListener("reader-unlocked", openNow);
document.addEventListener("reader-locked", closeAll);
openNow();
for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-own]"))) mount(form);
