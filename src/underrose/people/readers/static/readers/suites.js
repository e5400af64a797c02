// @ts-check
// The two suites of a practice's readers, and signatures. A browser without X25519 or Ed25519 of its own gets the
// same bytes from the vendored code: the suite is the practice's, never the phone's.

import { Aes256Gcm, BrowserX25519, CipherSuite, HkdfSha256, PlainX25519, XWing, ed25519 } from "./vendor/hpke.js";
import { bound, join, random, sha256, toHex } from "./bytes.js";

export const NAMES = ["x25519-aes256gcm", "mlkem768x25519-aes256gcm"];

// What stands before 32 raw bytes of a private key in PKCS #8 (RFC 8410, section 7).
const head = (/** @type {number} */ oid) =>
  Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, oid, 4, 0x22, 4, 0x20);

/** @param {string} name @param {KeyUsage[]} usages */
const able = (name, usages) =>
  crypto.subtle.generateKey({ name }, false, usages).then(() => true, () => false);

/** @type {{ x25519: Promise<boolean>, ed25519: Promise<boolean> } | undefined} */
let asked;
const browser = () => (asked ??= { x25519: able("X25519", ["deriveBits"]), ed25519: able("Ed25519", ["sign", "verify"]) });

/** For tests: do as a browser that lacks both. */
export const withoutBrowser = () => (asked = { x25519: Promise.resolve(false), ed25519: Promise.resolve(false) });
export const withBrowser = () => (asked = undefined);

/** @param {string} name */
async function suite(name) {
  if (!NAMES.includes(name)) throw new Error("unknown suite");
  const kem = name === NAMES[1] ? new XWing() : (await browser().x25519) ? new BrowserX25519() : new PlainX25519();
  return new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

/** A new pair: 32 bytes that open, 32 that sign, and what belongs to them in public. @param {string} name */
export async function make(name) {
  const { kem } = await suite(name);
  const pair = await kem.generateKeyPair();
  const opens = new Uint8Array(await kem.serializePrivateKey(pair.privateKey));
  const signs = random(32);
  const seen = new Uint8Array(await kem.serializePublicKey(pair.publicKey));
  const signing = ed25519.getPublicKey(signs);
  return { bundle: join(opens, signs), suite: name, public: seen, signing, id: await idOf(name, seen, signing) };
}

/** A key's name: what binds both its public halves and its suite. @param {string} name @param {Uint8Array} seen @param {Uint8Array} signing */
export const idOf = async (name, seen, signing) =>
  toHex((await sha256(bound("underrose/reader-key/1", name, seen, signing))).slice(0, 16));

/** Take a bundle into use; nothing of it can be read out again where the browser's own crypto holds it.
 * @param {{ suite: string, public: Uint8Array }} key @param {Uint8Array} bundle */
export async function takeIn(key, bundle) {
  const { kem } = await suite(key.suite);
  const own = key.suite === NAMES[0] && (await browser().x25519);
  const publicKey = await kem.deserializePublicKey(key.public.slice().buffer);
  const opens = bundle.slice(0, 32);
  const privateKey = own
    ? await crypto.subtle.importKey("pkcs8", join(head(0x6e), opens), "X25519", false, ["deriveBits"])
    : await kem.deserializePrivateKey(opens.buffer);
  const seed = bundle.slice(32, 64);
  const signs = (await browser().ed25519)
    ? await crypto.subtle.importKey("pkcs8", join(head(0x70), seed), "Ed25519", false, ["sign"])
    : seed;
  return { pair: { privateKey, publicKey }, signs };
}

/** HPKE base mode, one shot (RFC 9180, 6.1): enc and ciphertext in one.
 * @param {string} name @param {Uint8Array} seen @param {Uint8Array} info @param {Uint8Array} bytes */
export async function encrypt(name, seen, info, bytes) {
  const hpke = await suite(name);
  const recipientPublicKey = await hpke.kem.deserializePublicKey(seen.slice().buffer);
  const { enc, ct } = await hpke.seal({ recipientPublicKey, info: info.buffer }, bytes.slice().buffer);
  return join(new Uint8Array(enc), new Uint8Array(ct));
}

/** Raises where the key, the info or the bytes are others.
 * @param {string} name @param {CryptoKeyPair} pair @param {Uint8Array} info @param {Uint8Array} sealed */
export async function decrypt(name, pair, info, sealed) {
  const hpke = await suite(name);
  const size = hpke.kem.encSize;
  const enc = sealed.slice(0, size).buffer;
  const words = { recipientKey: pair, enc, info: info.buffer };
  return new Uint8Array(await hpke.open(words, sealed.slice(size).buffer));
}

/** @param {CryptoKey | Uint8Array} signs @param {Uint8Array} bytes */
export const sign = async (signs, bytes) =>
  signs instanceof Uint8Array
    ? ed25519.sign(bytes, signs)
    : new Uint8Array(await crypto.subtle.sign("Ed25519", signs, bytes));

/** @param {Uint8Array} signing @param {Uint8Array} signature @param {Uint8Array} bytes */
export async function verify(signing, signature, bytes) {
  if (!(await browser().ed25519)) return ed25519.verify(signature, bytes, signing, { zip215: false });
  const key = await crypto.subtle.importKey("raw", signing, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, signature, bytes);
}
