// @ts-check
// Writing what one keeps for oneself. What is typed has no name in the form, so that no form can hand it in; it is sealed here,
// and only the sealed text is sent.

import * as reader from "./reader.js";
import { read, seal } from "./own.js";

const WAIT = 5000;

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

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-own]"))) mount(form);
