// @ts-check
// "Go back" as the browser's own Back, which keeps what was typed; the link's address is for when there is none.

export const mount = (link, past = window.history) => {
  link.addEventListener("click", (event) => {
    if (past.length < 2) return;
    event.preventDefault();
    past.back();
  });
};
