import assert from "node:assert/strict";
import { test } from "node:test";
import { mount, pressed, PRESSES } from "./leave.js";

const house = () => {
  const heard = {};
  const gone = [];
  const form = { action: "/me/leave/", dataset: { neutral: "https://neutral.example/" }, addEventListener: (name, act) => (heard[name] = act), submit: () => gone.push("by form") };
  const page = { documentElement: {}, addEventListener: (name, act) => (heard[name] = act) };
  const view = {
    navigator: { sendBeacon: (url) => Boolean(gone.push(url)) },
    location: { replace: (url) => gone.push(url), reload: () => gone.push("reload") },
    addEventListener: (name, act) => (heard[name] = act),
  };
  globalThis.FormData = class {};
  return { heard, gone, form, page, view };
};

test("presses older than five seconds no longer count", () => {
  assert.deepEqual(pressed([0, 4000], 5500), [4000, 5500]);
  assert.equal(pressed([1, 2], 3).length, PRESSES);
});

test("the session is ended before the neutral page is asked for", () => {
  const { heard, gone, form, page, view } = house();
  mount(form, page, view);
  heard.submit({ preventDefault() {} });
  assert.deepEqual(gone, ["/me/leave/", "https://neutral.example/"]);
  assert.equal(page.documentElement.hidden, true);
});

test("three presses of Shift leave, and a letter between them starts anew", () => {
  const { heard, gone, form, page, view } = house();
  mount(form, page, view);
  for (const [key, timeStamp] of [["Shift", 1], ["a", 2], ["Shift", 3], ["Shift", 4]]) heard.keyup({ key, timeStamp });
  assert.deepEqual(gone, []);
  heard.keyup({ key: "Shift", timeStamp: 5 });
  assert.equal(gone.length, 2);
});

test("where the browser can't send in passing, the form goes as it would without scripts", () => {
  const { heard, gone, form, page, view } = house();
  view.navigator.sendBeacon = () => false;
  mount(form, page, view);
  heard.submit({ preventDefault() {} });
  assert.deepEqual(gone, ["by form"]);
});

test("a page that comes back from the browser's memory is asked for anew", () => {
  const { heard, gone, form, page, view } = house();
  mount(form, page, view);
  heard.pageshow({ persisted: false });
  heard.pageshow({ persisted: true });
  assert.deepEqual(gone, ["reload"]);
});
