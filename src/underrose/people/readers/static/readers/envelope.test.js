import assert from "node:assert/strict";
import { test } from "node:test";
import { open, pad, seal, unpad, verify } from "./envelope.js";
import * as suites from "./suites.js";

const bytes = new TextEncoder().encode("She said it plainly.");
const reader = async (suite) => {
  const key = await suites.make(suite);
  return { key, ...(await suites.takeIn(key, key.bundle)) };
};

for (const old of [false, true]) {
  for (const suite of suites.NAMES) {
    test(`${suite}${old ? " without the browser's own" : ""}: what is sealed opens, and nothing altered does`, async () => {
      old ? suites.withoutBrowser() : suites.withBrowser();
      const [author, second, stranger] = [await reader(suite), await reader(suite), await reader(suite)];
      const text = await seal([author.key, second.key], bytes, "note:1", { by: author });
      for (const one of [author, second]) assert.deepEqual(await open(text, [one], "note:1", author.key), bytes);
      await assert.rejects(open(text, [stranger], "note:1", author.key));
      await assert.rejects(open(text, [author], "note:2", author.key));
      await assert.rejects(open(text, [author], "note:1", stranger.key));
      await assert.rejects(open(text, [author], "note:1", null));
      for (const field of ["info", "by", "body", "sig", "suite"]) {
        const said = JSON.parse(text);
        said[field] = said[field].replace(/.$/, (last) => (last === "A" ? "B" : "A"));
        await assert.rejects(open(JSON.stringify(said), [author], said.info, author.key), field);
      }
      assert.equal(await verify(text, stranger.key), false);
    });
  }
}

test("one who signs another's words anew is found out by whoever opens them", async () => {
  suites.withBrowser();
  const [author, thief] = [await reader(suites.NAMES[0]), await reader(suites.NAMES[0])];
  const said = JSON.parse(await seal([author.key, thief.key], bytes, "note:1", { by: author }));
  const { signed } = await import("./envelope.js");
  const { toBase64 } = await import("./bytes.js");
  said.by = thief.key.id;
  said.sig = toBase64(await suites.sign(thief.signs, signed(said)));
  assert.equal(await verify(JSON.stringify(said), thief.key), true);
  await assert.rejects(open(JSON.stringify(said), [author], "note:1", thief.key));
});

test("keys that were exchanged, and suites that are mixed, are refused", async () => {
  const [one, other, wide] = [await reader(suites.NAMES[0]), await reader(suites.NAMES[0]), await reader(suites.NAMES[1])];
  await assert.rejects(seal([{ ...one.key, public: other.key.public }], bytes, "note:1"));
  await assert.rejects(seal([one.key, wide.key], bytes, "note:1"));
  await assert.rejects(seal([one.key], bytes, "note:1", { by: wide }));
  await assert.rejects(seal([], bytes, "note:1"));
});

test("a length is told in steps alone, and padding that was altered is refused", () => {
  assert.equal(pad(new Uint8Array(0)).length, 256);
  assert.equal(pad(new Uint8Array(252)).length, 256);
  assert.equal(pad(new Uint8Array(253)).length, 512);
  assert.equal(pad(bytes, 2048).length, 2048);
  assert.throws(() => pad(new Uint8Array(2045), 2048));
  assert.deepEqual(unpad(pad(bytes)), bytes);
  const bad = pad(bytes);
  bad[200] = 1;
  assert.throws(() => unpad(bad));
  assert.throws(() => unpad(new Uint8Array([0, 0, 1, 0])));
});
