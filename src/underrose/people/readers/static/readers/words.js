// @ts-check
// Bytes as words that people can read out, compare and type: ten bits a word.

import { bytesOf, join, sha256 } from "./bytes.js";
import { WORDS } from "./wordlist.js";

const short = new Map(WORDS.map((word, place) => [word.slice(0, 4), place]));

/** @param {Uint8Array} bytes whole tens of bits @returns {string[]} */
export function wordsOf(bytes) {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{10}/g) ?? []).map((ten) => WORDS[parseInt(ten, 2)]);
}

/** The words of a key, to compare with what its owner reads out. @param {string} id */
export const keyWords = (id) => wordsOf(Uint8Array.from(id.slice(0, 20).match(/../g) ?? [], (two) => parseInt(two, 16)));

/** @param {Uint8Array} secret */
const check = async (secret) => (await sha256(join(bytesOf("underrose/sheet/1"), secret))).slice(0, 4);

/** A sheet's sixteen words: 128 bits, and 32 that notice a slip of the pen. @param {Uint8Array} secret */
export const sheetWords = async (secret) => wordsOf(join(secret, await check(secret)));

/** The secret behind typed words; four letters of each are enough.
 * @param {string} typed @returns {Promise<{ secret?: Uint8Array, unknown?: string, count?: number }>} */
export async function sheetSecret(typed) {
  const words = typed.toLowerCase().split(/[^a-z]+/).filter(Boolean);
  const unknown = words.find((word) => word.length < 3 || !knows(word));
  if (unknown) return { unknown };
  if (words.length !== 16) return { count: words.length };
  const bits = words.map((word) => (short.get(word.slice(0, 4)) ?? 0).toString(2).padStart(10, "0")).join("");
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => parseInt(eight, 2));
  const secret = bytes.slice(0, 16);
  return (await check(secret)).every((byte, at) => byte === bytes[16 + at]) ? { secret } : {};
}

/** @param {string} word */
function knows(word) {
  const place = short.get(word.slice(0, 4));
  return place !== undefined && WORDS[place].startsWith(word);
}

/** So many words by chance: a passphrase that nobody guesses. @param {number} count */
export const chance = (count) =>
  Array.from(crypto.getRandomValues(new Uint16Array(count)), (number) => WORDS[number % 1024]).join(" ");
