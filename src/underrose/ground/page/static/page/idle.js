// @ts-check
// Locks a page that was left alone. The server locks by itself too; this only clears the screen in time.

/** Whether nothing has happened for so many minutes. */
export const isIdle = (last, now, minutes) => now - last >= minutes * 60_000;

export const mount = (form, page = document, clock = Date.now, every = setInterval) => {
  const minutes = Number(form.dataset.minutes);
  if (!(minutes > 0)) return;
  let last = clock();
  for (const sign of ["pointerdown", "keydown", "scroll", "touchstart"]) {
    page.addEventListener(sign, () => (last = clock()), { passive: true, capture: true });
  }
  const look = () => isIdle(last, clock(), minutes) && form.requestSubmit();
  every(look, 10_000);
  page.addEventListener("visibilitychange", look);
};
