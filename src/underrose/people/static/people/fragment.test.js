import assert from "node:assert/strict";
import { test } from "node:test";
import { secretOf } from "./fragment.js";

test("a card's secret stands behind the hash", () => {
  assert.equal(secretOf("#abcdefghijklmnopqrst-_"), "abcdefghijklmnopqrst-_");
});

test("anything else behind the hash is no secret", () => {
  for (const hash of ["", "#", "#main", "#<img src=x>", "#" + "a".repeat(65), "#abc def ghi jkl mno pq"]) {
    assert.equal(secretOf(hash), "");
  }
});
