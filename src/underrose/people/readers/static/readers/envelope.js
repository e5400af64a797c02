// @ts-check
// A sealed thing: one content key, sealed to each reader, and the body under it. What binds it (for whom, about what,
// by whom) is part of every seal and of the signature, so that nothing can be moved, exchanged or signed anew by
// another. docs/reader-keys.md says the format byte by byte; people/readers/envelope.py reads the same.

import { bound, fromBase64, join, random, toBase64, toHex, sha256 } from "./bytes.js";
import * as suites from "./suites.js";

const STEP = 256; // a body's length is told in steps of so many bytes alone

/** @typedef {{ id: string, suite: string, public: Uint8Array, signing: Uint8Array }} Key */
/** @typedef {{ key: Key, pair: CryptoKeyPair, signs: CryptoKey | Uint8Array }} Unlocked */

/** Put a length before and zeros behind, up to the next step or to a fixed size. @param {Uint8Array} bytes @param {number} [size] */
export function pad(bytes, size) {
  const whole = size ?? Math.ceil((bytes.length + 4) / STEP) * STEP;
  if (bytes.length + 4 > whole) throw new Error("too long");
  const padded = new Uint8Array(whole);
  new DataView(padded.buffer).setUint32(0, bytes.length);
  padded.set(bytes, 4);
  return padded;
}

/** @param {Uint8Array} padded */
export function unpad(padded) {
  const length = padded.length < 4 ? -1 : new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length < 0 || length + 4 > padded.length) throw new Error("not padded");
  if (padded.subarray(4 + length).some((byte) => byte)) throw new Error("not padded");
  return padded.slice(4, 4 + length);
}

/** @param {{ suite: string, info: string, by: string, to: { key: string }[] }} said */
const place = (said) => bound("underrose/body/1", said.suite, said.info, said.by, said.to.map((one) => one.key).join(" "));

/** @param {{ suite: string, info: string, by: string }} said @param {string} key */
const forOne = (said, key) => bound("underrose/seal/1", said.suite, said.info, said.by, key);

/** What a signature covers: everything else. */
export const signed = (/** @type {any} */ said) =>
  bound("underrose/sealed/1", said.suite, said.info, said.by,
    ...said.to.flatMap((/** @type {any} */ one) => [one.key, fromBase64(one.sealed)]), fromBase64(said.body));

/** Seal bytes to readers. Raises where one has another suite, or there is none.
 * @param {Key[]} readers @param {Uint8Array} bytes @param {string} info what and whose it is; needed to open it
 * @param {{ by?: Unlocked, size?: number }} [more] who signs; whoever has no key (a member) leaves it out
 * @returns {Promise<string>} */
export async function seal(readers, bytes, info, { by, size } = {}) {
  const name = readers[0]?.suite;
  if (!name || readers.some((key) => key.suite !== name) || (by && by.key.suite !== name)) throw new Error("no one suite");
  const to = readers.map((key) => ({ key: key.id, sealed: "" })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const said = { v: 1, suite: name, info, by: by?.key.id ?? "", to, body: "", sig: "" };
  const content = random(32);
  for (const one of to) {
    const key = readers.find((reader) => reader.id === one.key);
    if (!key || (await suites.idOf(name, key.public, key.signing)) !== key.id) throw new Error("not this key");
    one.sealed = toBase64(await suites.encrypt(name, key.public, forOne(said, one.key), content));
  }
  const nonce = random(12);
  const aes = await crypto.subtle.importKey("raw", content, "AES-GCM", false, ["encrypt"]);
  const how = { name: "AES-GCM", iv: nonce, additionalData: place(said) };
  said.body = toBase64(join(nonce, new Uint8Array(await crypto.subtle.encrypt(how, aes, pad(bytes, size)))));
  if (by) said.sig = toBase64(await suites.sign(by.signs, signed(said)));
  return JSON.stringify(said);
}

/** Whether the signature is this key's, over all of it. @param {string} text @param {Key} by */
export async function verify(text, by) {
  const said = JSON.parse(text);
  if (said.by !== by.id || (await suites.idOf(by.suite, by.public, by.signing)) !== by.id) return false;
  return suites.verify(by.signing, fromBase64(said.sig), signed(said)).catch(() => false);
}

/** Open with whichever of these keys it is sealed to. Raises where anything of it is other than was sealed.
 * @param {string} text @param {Unlocked[]} keys @param {string} info
 * @param {Key | null} by whose signature it must carry; null where whoever sealed has no key
 * @returns {Promise<Uint8Array>} */
export async function open(text, keys, info, by) {
  const said = JSON.parse(text);
  if (said.v !== 1 || said.info !== info) throw new Error("another thing");
  if (by ? !(await verify(text, by)) : said.by || said.sig) throw new Error("not signed as said");
  const one = said.to.find((/** @type {any} */ each) => keys.some((own) => own.key.id === each.key));
  const own = keys.find((each) => each.key.id === one?.key);
  if (!own || own.key.suite !== said.suite) throw new Error("not sealed to this key");
  const content = await suites.decrypt(said.suite, own.pair, forOne(said, own.key.id), fromBase64(one.sealed));
  const aes = await crypto.subtle.importKey("raw", content, "AES-GCM", false, ["decrypt"]);
  const body = fromBase64(said.body);
  const how = { name: "AES-GCM", iv: body.slice(0, 12), additionalData: place(said) };
  return unpad(new Uint8Array(await crypto.subtle.decrypt(how, aes, body.slice(12))));
}

/** The hash that names a sealed thing's very bytes. @param {string} text */
export const digest = async (text) => toHex(await sha256(new TextEncoder().encode(text)));

