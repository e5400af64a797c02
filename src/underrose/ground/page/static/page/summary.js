// @ts-check
// What went wrong takes the focus, and its links lead into the fields.

export const mount = (summary, page = document) => {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    const field = link && page.getElementById(link.getAttribute("href").slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest(".field") ?? field).scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
};
