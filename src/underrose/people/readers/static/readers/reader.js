// @ts-check
// A reader's own keys in a page: unlock them for a while, use them, lock them. Where the browser's own crypto can hold
// them they can't be read out of the page again. docs/reader-keys.md says how a room uses this module.

import { bound, fromBase64, toBase64 } from "./bytes.js";
import * as envelope from "./envelope.js";
import { drop, keep, kept, told } from "./keeping.js";
import * as suites from "./suites.js";
import * as wrapping from "./wrapping.js";

/** @typedef {import("./envelope.js").Key} Key */
/** @typedef {import("./envelope.js").Unlocked} Unlocked */
/** @typedef {"shared" | "own"} Use */
/** @typedef {{ passphrase?: string, secret?: Uint8Array, credential?: string, sheets?: { id: string, secret: Uint8Array }[] }} Given */

/** @type {Map<string, { keys: Unlocked[], until: number }>} */
const held = new Map();

/** A key as JSON, in use. @param {any} said @returns {Key} */
export const keyOf = (said) => ({
  id: said.id,
  suite: said.suite,
  public: fromBase64(said.public),
  signing: fromBase64(said.signing),
});

const newest = (/** @type {Use} */ use) => told()?.[use][0]?.id ?? "";

/** This use's keys, newest first, if they are unlocked in this tab now. @param {Use} use */
export async function unlocked(use) {
  const now = held.get(use);
  if (now && now.until > Date.now()) return now.keys;
  held.delete(use);
  const found = await kept(use, newest(use));
  return found && takeIn(use, found.bundle, found.until);
}

/** Unlock by passphrase, passkey or sheets. Raises where they don't fit. @param {Use} use @param {Given} given */
export async function unlock(use, given) {
  const bundle = await privateOf(use, given);
  return takeIn(use, bundle, await keep(use, newest(use), bundle));
}

/** The newest key's private halves, to wrap them anew. Raises where they don't open. @param {Use} use @param {Given} given */
export async function privateOf(use, given) {
  const mine = told()[use][0];
  const key = keyOf(mine);
  if ((await suites.idOf(key.suite, key.public, key.signing)) !== key.id) throw new Error("not this key");
  const wrap = mine.wraps.find((/** @type {any} */ one) => wrapping.fits(one, given));
  if (!wrap) throw new Error("no such way");
  return wrapping.unwrap(key.id, wrap, given);
}

/** Private halves that no later key opens yet, for making the next key. Empty while locked. @param {Use} use */
export async function halves(use) {
  const found = await kept(use, newest(use));
  return found ? (await all(use, found.bundle)).filter((one) => !one.next) : [];
}

/** Every key that these halves open, newest first: the newest itself, and each earlier one by the key after it.
 * @param {Use} use @param {Uint8Array} bundleOfNewest */
async function all(use, bundleOfNewest) {
  /** @type {(Unlocked & { bundle: Uint8Array, id: string, next: string | null })[]} */
  const keys = [];
  for (const mine of told()[use]) {
    const key = keyOf(mine);
    const later = keys.find((one) => one.id === mine.next);
    if (keys.length && !later) continue; // lost before the next one was made
    const bundle = later ? await wrapping.openByKey(key.id, fromBase64(mine.box), later) : bundleOfNewest;
    keys.push({ id: key.id, next: mine.next, bundle, key, ...(await suites.takeIn(key, bundle)) });
  }
  return keys;
}

/** @param {Use} use @param {Uint8Array} bundle @param {number} lasts milliseconds */
async function takeIn(use, bundle, lasts) {
  const keys = (await all(use, bundle)).map(({ key, pair, signs, bundle: raw }) => {
    raw.fill(0);
    return { key, pair, signs };
  });
  held.set(use, { keys, until: Date.now() + lasts });
  setTimeout(() => until(use) <= Date.now() && lock(), lasts + 50);
  return keys;
}

/** Until when it is open, in milliseconds of this browser's clock. @param {Use} use */
export const until = (use) => held.get(use)?.until ?? 0;

/** The newest key's signature over a change of its wraps. @param {Use} use @param {Uint8Array} bundle @param {string} text */
export async function vouch(use, bundle, text) {
  const key = keyOf(told()[use][0]);
  const { signs } = await suites.takeIn(key, bundle);
  return toBase64(await suites.sign(signs, bound("underrose/reader-key-change/1", key.id, text)));
}

/** Lock at once, here and at the server. */
export function lock() {
  held.clear();
  document.dispatchEvent(new CustomEvent("reader-locked"));
  return drop();
}

export { told };
export const { seal, open, verify } = envelope;
