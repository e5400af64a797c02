// @ts-check
// How a tab finds its unlocked key on the next page: the private halves lie in the tab under a one-time key that only
// the server holds, and only for a while. Neither side alone can open them.

import { bytesOf, fromBase64, join, random, toBase64 } from "./bytes.js";

const root = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-reader]"));
const name = (/** @type {string} */ use) => `kept-${use}`;

/** The page's own keys, as the server tells them. */
export const told = () => JSON.parse(root()?.dataset.reader ?? "null");

/** Keep a key's bundle. Returns for how many milliseconds. @param {string} use @param {string} of @param {Uint8Array} bundle */
export async function keep(use, of, bundle) {
  const key = random(32);
  const { id, until } = await ask({ keep: toBase64(key) });
  const how = { name: "AES-GCM", iv: random(12), additionalData: bytesOf(of) };
  const box = join(how.iv, new Uint8Array(await crypto.subtle.encrypt(how, await aes(key), bundle)));
  sessionStorage.setItem(name(use), JSON.stringify({ id, box: toBase64(box) }));
  return until;
}

/** The bundle again, and for how long still; null once it is over, or of another key. @param {string} use @param {string} of */
export async function kept(use, of) {
  const held = JSON.parse(sessionStorage.getItem(name(use)) ?? "null");
  if (!held) return null;
  try {
    const { key, until } = await ask({ ask: held.id });
    const box = fromBase64(held.box);
    const how = { name: "AES-GCM", iv: box.slice(0, 12), additionalData: bytesOf(of) };
    const bundle = new Uint8Array(await crypto.subtle.decrypt(how, await aes(fromBase64(key)), box.slice(12)));
    return { bundle, until };
  } catch {
    sessionStorage.removeItem(name(use));
    return null;
  }
}

/** Forget both sides, in every tab of this browser. */
export function drop() {
  for (const use of ["shared", "own"]) sessionStorage.removeItem(name(use));
  return ask({ forget: "all" }).catch(() => undefined);
}

/** @param {Uint8Array} key */
const aes = (key) => crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);

/** @param {Record<string, string>} said */
async function ask(said) {
  const body = new URLSearchParams({ ...said, csrfmiddlewaretoken: root()?.dataset.token ?? "" });
  const answer = await fetch(root()?.dataset.at ?? "", { method: "POST", body, redirect: "error", headers: { "X-Quiet": "1" } });
  if (!answer.ok) throw new Error("not kept");
  const heard = await answer.json();
  if (said.ask && !heard.key) throw new Error("over");
  return heard;
}
