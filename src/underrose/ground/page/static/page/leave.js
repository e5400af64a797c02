// @ts-check
// "Leave this page": covers it at once, ends the session, and goes on to a neutral page. Pressing Shift three times
// within five seconds does the same. Escape is not used, because browsers then keep the page in the history.

export const PRESSES = 3;
export const WITHIN = 5000;

/** The moments of the presses that still count, given one more now; all are spent once there are enough. */
export const pressed = (moments, now) => [...moments.filter((moment) => now - moment < WITHIN), now];

export const leave = (form, page = document, view = window) => {
  page.documentElement.hidden = true;
  page.title = " ";
  if (!view.navigator.sendBeacon(form.action, new FormData(form))) return void form.submit();
  view.location.replace(form.dataset.neutral);
};

export const mount = (form, page = document, view = window) => {
  let moments = [];
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave(form, page, view);
  });
  page.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return void (event.key === "Tab" || (moments = []));
    moments = pressed(moments, event.timeStamp);
    if (moments.length >= PRESSES) leave(form, page, view);
  });
  // Coming back by the Back button must not show what the browser kept in its memory.
  view.addEventListener("pageshow", (event) => {
    if (event.persisted) view.location.reload();
  });
};
