import assert from "node:assert/strict";
import { test } from "node:test";
import { isIdle, mount } from "./idle.js";

const house = (minutes) => {
  const heard = {};
  let now = 0;
  let look;
  let locked = 0;
  const form = { dataset: { minutes }, requestSubmit: () => (locked += 1) };
  const page = { addEventListener: (name, act) => (heard[name] = act) };
  mount(form, page, () => now, (act) => (look = act));
  return { heard, at: (moment) => ((now = moment), look?.(), locked) };
};

test("a page is idle only after the whole time", () => {
  assert.equal(isIdle(0, 15 * 60_000 - 1, 15), false);
  assert.equal(isIdle(0, 15 * 60_000, 15), true);
});

test("a page left alone locks itself", () => {
  const { at } = house("15");
  assert.equal(at(14 * 60_000), 0);
  assert.equal(at(15 * 60_000), 1);
});

test("any sign of somebody starts the time anew", () => {
  const { heard, at } = house("15");
  at(14 * 60_000);
  heard.keydown();
  assert.equal(at(16 * 60_000), 0);
});

test("without a time nothing is watched", () => {
  const { heard } = house("");
  assert.deepEqual(heard, {});
});
