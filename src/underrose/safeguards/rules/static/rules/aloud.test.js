import assert from "node:assert/strict";
import { test } from "node:test";
import { mount, sentences, voiceFor } from "./aloud.js";

const OWN = { lang: "en-US", localService: true, name: "own" };
const REMOTE = { lang: "en-US", localService: false, name: "remote" };

const house = (voices, words = "One. Two. Three.") => {
  const said = [];
  const heard = {};
  const speech = {
    getVoices: () => voices,
    speak: (spoken) => said.push(spoken),
    cancel: () => (said.cancelled = (said.cancelled ?? 0) + 1),
    addEventListener: (name, act) => (heard[name] = act),
  };
  const button = { dataset: { start: "Read", stop: "Stop" }, addEventListener: (_name, act) => (heard.click = act) };
  const row = { hidden: true, querySelector: () => button };
  const page = {
    hidden: false,
    documentElement: { lang: "en-us" },
    querySelector: () => ({ textContent: "Title" }),
    querySelectorAll: () => [{ textContent: words }],
    addEventListener: (name, act) => (heard[name] = act),
  };
  const view = {
    speechSynthesis: speech,
    SpeechSynthesisUtterance: class {
      constructor(text) {
        this.text = text;
      }
    },
    addEventListener: (name, act) => (heard[name] = act),
  };
  mount(row, page, view);
  return { row, button, page, heard, said };
};

test("a text is read sentence by sentence", () => {
  assert.deepEqual(sentences("One. “Two?” Three:\n- four,\n- five"), ["One.", "“Two?”", "Three:", "- four,", "- five"]);
  assert.deepEqual(sentences(" … \n\n — "), []);
});

test("only a voice of the device itself is used, the very region first", () => {
  assert.equal(voiceFor([REMOTE], "en"), undefined);
  assert.equal(voiceFor([{ lang: "en_GB", localService: true, name: "gb" }, OWN], "en-us").name, "own");
  assert.equal(voiceFor([{ lang: "en_GB", localService: true, name: "gb" }], "en-us").name, "gb");
  assert.equal(voiceFor([OWN], "de"), undefined);
});

test("without a voice of its own there is no button, and with a late one it comes", () => {
  const voices = [REMOTE];
  const { row, heard } = house(voices);
  assert.equal(row.hidden, true);
  voices.push(OWN);
  heard.voiceschanged();
  assert.equal(row.hidden, false);
});

test("it reads title and words one after the other, and the button says how to stop", () => {
  const { button, heard, said } = house([OWN]);
  heard.click();
  for (let place = 0; place < 3; place += 1) said[place].onend();
  assert.deepEqual(said.map((spoken) => spoken.text), ["Title", "One.", "Two.", "Three."]);
  assert.ok(said.every((spoken) => spoken.voice === OWN && spoken.lang === "en-us"));
  assert.equal(button.textContent, "Stop");
  said[3].onend();
  assert.equal(button.textContent, "Read");
});

for (const [why, stop] of [
  ["pressing again", ({ heard }) => heard.click()],
  ["leaving the page", ({ heard }) => heard.pagehide()],
  ["a locked phone", ({ heard, page }) => ((page.hidden = true), heard.visibilitychange())],
]) {
  test(`${why} makes it silent, and nothing goes on`, () => {
    const made = house([OWN]);
    made.heard.click();
    const cancelled = made.said.cancelled;
    stop(made);
    made.said[0].onend();
    assert.equal(made.said.length, 1);
    assert.ok(made.said.cancelled > cancelled);
    assert.equal(made.button.textContent, "Read");
  });
}
