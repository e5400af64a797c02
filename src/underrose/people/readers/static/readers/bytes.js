// @ts-check
// Bytes: joining, naming lengths, and base64url. Every text that is hashed, bound or signed is built here.

const utf8 = new TextEncoder();

/** @param {string} text */
export const bytesOf = (text) => utf8.encode(text);

/** @param {Uint8Array} bytes */
export const textOf = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

/** @param {...Uint8Array} parts */
export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A label, then each part after its length in four bytes: two lists of parts never give the same bytes.
 * @param {string} label @param {...(string | Uint8Array)} parts */
export function bound(label, ...parts) {
  const said = [bytesOf(label), new Uint8Array(1)];
  for (const part of parts) {
    const bytes = typeof part === "string" ? bytesOf(part) : part;
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    said.push(length, bytes);
  }
  return join(...said);
}

/** @param {Uint8Array} bytes */
export function toBase64(bytes) {
  let raw = "";
  for (const byte of bytes) raw += String.fromCharCode(byte);
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Raises where it isn't base64url without padding. @param {string} text */
export function fromBase64(text) {
  if (!/^[\w-]*$/.test(text)) throw new Error("not base64url");
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  if (toBase64(bytes) !== text) throw new Error("not base64url");
  return bytes;
}

/** @param {Uint8Array} bytes */
export const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {number} length */
export const random = (length) => crypto.getRandomValues(new Uint8Array(length));

/** @param {Uint8Array} bytes */
export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** HKDF-SHA256 without salt (RFC 5869). @param {Uint8Array} secret @param {Uint8Array} info @param {number} length */
export async function derive(secret, info, length) {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, length * 8));
}
