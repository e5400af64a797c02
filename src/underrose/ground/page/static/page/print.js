// @ts-check
// Shows the Print button where there is a printer to ask.

export const mount = (button, page = window) => {
  button.hidden = false;
  button.addEventListener("click", () => page.print());
};
