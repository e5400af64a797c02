import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "./bytes.js";
import * as suites from "./suites.js";
import { keyWords, sheetSecret, sheetWords } from "./words.js";
import { WORDS } from "./wordlist.js";
import { byKey, byPasskey, byPassphrase, bySheets, fits, newSheet, openByKey, unwrap } from "./wrapping.js";

const id = "0".repeat(32);
const bundle = random(64);

test("a passphrase opens its wrap, however its spaces and letters were typed, and no other does", async () => {
  const wrap = await byPassphrase(id, bundle, "acid café  academic acne");
  assert.deepEqual(await unwrap(id, wrap, { passphrase: " acid cafe\u0301 academic acne " }), bundle);
  await assert.rejects(unwrap(id, wrap, { passphrase: "acid cafe academic acne" }));
  await assert.rejects(unwrap("1".repeat(32), wrap, { passphrase: "acid café academic acne" }));
  await assert.rejects(unwrap(id, { ...wrap, n: 2 ** 30 }, { passphrase: "acid café academic acne" }));
});

test("a passkey's bytes open its wrap", async () => {
  const passkey = { credential: "AAAA", salt: "BBBB", secret: random(32) };
  const wrap = await byPasskey(id, bundle, passkey);
  assert.deepEqual(await unwrap(id, wrap, { secret: passkey.secret }), bundle);
  await assert.rejects(unwrap(id, wrap, { secret: random(32) }));
});

test("any two of three sheets open, one with a guess does not", async () => {
  const sheets = [await newSheet(), await newSheet(), await newSheet()];
  const wraps = await bySheets(id, bundle, sheets);
  assert.equal(wraps.length, 3);
  for (const wrap of wraps) {
    assert.deepEqual(await unwrap(id, wrap, { sheets }), bundle);
    const guess = sheets.map((one, at) => (at ? { ...one, secret: random(16) } : one));
    await assert.rejects(unwrap(id, wrap, { sheets: guess }));
    assert.equal(fits(wrap, { sheets: [sheets[0]] }), false);
  }
});

test("one sheet is enough for an own key", async () => {
  const sheet = await newSheet();
  const [wrap] = await bySheets(id, bundle, [sheet]);
  assert.deepEqual(await unwrap(id, wrap, { sheets: [sheet] }), bundle);
});

for (const suite of suites.NAMES) {
  test(`${suite}: the next key opens the one before`, async () => {
    const next = await suites.make(suite);
    const unlocked = { key: next, ...(await suites.takeIn(next, next.bundle)) };
    const { box } = await byKey(id, bundle, next);
    const { fromBase64 } = await import("./bytes.js");
    assert.deepEqual(await openByKey(id, fromBase64(box), unlocked), bundle);
    await assert.rejects(openByKey("1".repeat(32), fromBase64(box), unlocked));
  });
}

test("a sheet's words come back to its secret, by four letters each, and a slip is noticed", async () => {
  const secret = random(16);
  const words = await sheetWords(secret);
  assert.equal(words.length, 16);
  assert.deepEqual((await sheetSecret(words.join(" "))).secret, secret);
  assert.deepEqual((await sheetSecret(words.map((word) => word.slice(0, 4).toUpperCase()).join("\n1. "))).secret, secret);
  const slip = [...words];
  slip[3] = WORDS[(WORDS.indexOf(words[3]) + 1) % 1024];
  assert.deepEqual(await sheetSecret(slip.join(" ")), {});
  assert.deepEqual(await sheetSecret("acid xylophone"), { unknown: "xylophone" });
  assert.deepEqual(await sheetSecret("acid acne"), { count: 2 });
});

test("a key has eight words", () => {
  assert.deepEqual(keyWords("0".repeat(32)), Array(8).fill("academic"));
});
