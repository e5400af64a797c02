// @ts-check
// The private halves (64 bytes) under what only people have: a passphrase, a passkey, recovery sheets, or a later key
// of the same person. The server keeps what comes out here and nothing else.

import { bound, derive, fromBase64, join, random, sha256, toBase64 } from "./bytes.js";
import * as suites from "./suites.js";
import { scryptAsync } from "./vendor/hpke.js";

// 128 MiB and about a second (OWASP Password Storage, scrypt): what guessing costs whoever has the server's copy.
const SCRYPT = { n: 2 ** 17, r: 8, p: 1 };
const MOST = 2 ** 20;

/** @param {string} id @param {string} kind */
const place = (id, kind) => bound("underrose/wrap/1", id, kind);

/** @param {Uint8Array} secret @param {string} id @param {string} kind @param {Uint8Array} bundle */
async function shut(secret, id, kind, bundle) {
  const key = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt"]);
  const iv = random(12);
  const how = { name: "AES-GCM", iv, additionalData: place(id, kind) };
  return toBase64(join(iv, new Uint8Array(await crypto.subtle.encrypt(how, key, bundle))));
}

/** @param {Uint8Array} secret @param {string} id @param {string} kind @param {string} box */
async function unshut(secret, id, kind, box) {
  const key = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["decrypt"]);
  const bytes = fromBase64(box);
  const how = { name: "AES-GCM", iv: bytes.slice(0, 12), additionalData: place(id, kind) };
  return new Uint8Array(await crypto.subtle.decrypt(how, key, bytes.slice(12)));
}

/** @param {string} passphrase @param {{ n: number, r: number, p: number, salt: string }} how */
async function stretch(passphrase, { n, r, p, salt }) {
  if (n * r * p > MOST * 8) throw new Error("too much work");
  const words = passphrase.normalize("NFKC").trim().replace(/\s+/g, " ");
  return scryptAsync(words, fromBase64(salt), { N: n, r, p, dkLen: 32, maxmem: 2 ** 31 });
}

/** @param {string} id @param {Uint8Array} bundle @param {string} passphrase */
export async function byPassphrase(id, bundle, passphrase) {
  const how = { kind: "passphrase", ...SCRYPT, salt: toBase64(random(16)) };
  return { ...how, box: await shut(await stretch(passphrase, how), id, "passphrase", bundle) };
}

/** @param {string} id @param {Uint8Array} bundle @param {{ credential: string, salt: string, secret: Uint8Array }} passkey */
export async function byPasskey(id, bundle, { credential, salt, secret }) {
  const box = await shut(await derive(secret, bound("underrose/wrap/passkey/1", credential), 32), id, "passkey", bundle);
  return { kind: "passkey", credential, salt, box };
}

/** @param {{ id: string, secret: Uint8Array }[]} sheets */
const ofSheets = (sheets) =>
  derive(join(...sheets.map((one) => one.secret)), bound("underrose/wrap/sheets/1", ...sheets.map((one) => one.id)), 32);

/** Under one sheet (an own key), or under each two of several (a shared one).
 * @param {string} id @param {Uint8Array} bundle @param {{ id: string, secret: Uint8Array }[]} sheets */
export async function bySheets(id, bundle, sheets) {
  const pairs = sheets.flatMap((one, at) => sheets.slice(at + 1).map((other) => [one, other]));
  const sets = sheets.length === 1 ? [sheets] : pairs;
  return Promise.all(
    sets.map(async (set) => ({
      kind: "sheets",
      sheets: set.map((one) => one.id),
      box: await shut(await ofSheets(set), id, "sheets", bundle),
    })),
  );
}

/** A new sheet's secret, and what the server needs to know a typed sheet again without knowing the secret. */
export async function newSheet() {
  const secret = random(16);
  const id = crypto.randomUUID();
  return { id, secret, check: toBase64(await sha256(await proof({ id, secret }))) };
}

/** What shows that somebody holds a sheet. @param {{ id: string, secret: Uint8Array }} sheet */
export const proof = ({ id, secret }) => derive(secret, bound("underrose/sheet/check/1", id), 16);

/** An earlier key's private halves, sealed to the next key. @param {string} id @param {Uint8Array} bundle @param {{ id: string, suite: string, public: Uint8Array }} next */
export async function byKey(id, bundle, next) {
  const info = bound("underrose/wrap/key/1", id, next.id);
  return { kind: "key", of: id, box: toBase64(await suites.encrypt(next.suite, next.public, info, bundle)) };
}

/** @param {string} id @param {Uint8Array} box @param {{ key: { id: string, suite: string }, pair: CryptoKeyPair }} next */
export const openByKey = (id, box, next) =>
  suites.decrypt(next.key.suite, next.pair, bound("underrose/wrap/key/1", id, next.key.id), box);

/** Whether a wrap is one that this opens. @param {any} wrap @param {{ passphrase?: string, credential?: string, sheets?: { id: string }[] }} given */
export const fits = (wrap, given) =>
  ({
    passphrase: given.passphrase !== undefined,
    passkey: given.credential === wrap.credential,
    sheets: Boolean(given.sheets && wrap.sheets?.every((/** @type {string} */ id) => given.sheets?.some((one) => one.id === id))),
  })[/** @type {"passphrase" | "passkey" | "sheets"} */ (wrap.kind)];

/** The private halves again. Raises where the passphrase, passkey or sheets are others.
 * @param {string} id @param {any} wrap
 * @param {{ passphrase?: string, secret?: Uint8Array, sheets?: { id: string, secret: Uint8Array }[] }} given */
export async function unwrap(id, wrap, given) {
  if (wrap.kind === "passphrase") return unshut(await stretch(given.passphrase ?? "", wrap), id, wrap.kind, wrap.box);
  if (wrap.kind === "passkey" && given.secret) {
    const secret = await derive(given.secret, bound("underrose/wrap/passkey/1", wrap.credential), 32);
    return unshut(secret, id, wrap.kind, wrap.box);
  }
  const set = wrap.sheets.map((/** @type {string} */ sheet) => given.sheets?.find((one) => one.id === sheet));
  return unshut(await ofSheets(set), id, wrap.kind, wrap.box);
}
