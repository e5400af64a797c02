// @ts-check
// "Read it aloud": the device's own voice reads a page's words. A voice that lives on somebody's server would be handed
// the text, so only voices of the device itself are used; without one for the page's language there is no button.

const SENTENCE = /[^.!?…:\n]+[.!?…:]*[”"’')]*/gu;

/** The sentences of a text: browsers fall silent in the middle of a long one. */
export const sentences = (text) =>
  (text.match(SENTENCE) ?? []).map((part) => part.trim()).filter((part) => /[\p{L}\p{N}]/u.test(part));

/** A voice of the device itself for a language; the very region first. */
export const voiceFor = (voices, language) => {
  const own = voices.filter((voice) => voice.localService);
  const name = (tag) => tag.replace("_", "-").toLowerCase();
  const wanted = name(language);
  return (
    own.find((voice) => name(voice.lang) === wanted) ??
    own.find((voice) => name(voice.lang).split("-")[0] === wanted.split("-")[0])
  );
};

export const mount = (row, page = document, view = window) => {
  const speech = view.speechSynthesis;
  const button = row.querySelector("button");
  const language = page.documentElement.lang;
  let isReading = false;
  let round = 0; // a stopped reading still says that it ended; its end must not begin the next sentence

  const show = () => {
    row.hidden = !voiceFor(speech.getVoices(), language);
  };
  const stop = () => {
    round += 1;
    speech.cancel();
    button.textContent = button.dataset.start;
    isReading = false;
  };
  const start = () => {
    stop();
    const mine = round;
    const words = [page.querySelector("h1"), ...page.querySelectorAll("[data-aloud-words] :is(p, li)")];
    const queue = words.flatMap((part) => sentences(part?.textContent ?? ""));
    const next = () => {
      if (mine !== round) return;
      const sentence = queue.shift();
      if (!sentence) return void stop();
      const spoken = new view.SpeechSynthesisUtterance(sentence);
      spoken.lang = language;
      spoken.voice = voiceFor(speech.getVoices(), language) ?? null;
      if (!spoken.voice) return void stop();
      spoken.rate = 0.95;
      spoken.onend = next;
      spoken.onerror = () => mine === round && stop();
      speech.speak(spoken);
    };
    button.textContent = button.dataset.stop;
    isReading = true;
    next();
  };
  button.addEventListener("click", () => (isReading ? stop() : start()));
  speech.addEventListener?.("voiceschanged", show);
  // Nothing goes on being said once the page is left, hidden or the device locked.
  view.addEventListener("pagehide", stop);
  page.addEventListener("visibilitychange", () => page.hidden && stop());
  stop();
  show();
};

if (typeof document !== "undefined") {
  const row = document.querySelector("[data-aloud]");
  if (row && "speechSynthesis" in window) mount(row);
}
