// @ts-check
// Finds each [data-part] of the page and mounts the module of that name. Without it every page still works.

const PARTS = {
  back: () => import("./back.js"),
  idle: () => import("./idle.js"),
  leave: () => import("./leave.js"),
  password: () => import("./password.js"),
  print: () => import("./print.js"),
  summary: () => import("./summary.js"),
};

for (const root of document.querySelectorAll("[data-part]")) {
  PARTS[/** @type {HTMLElement} */ (root).dataset.part]?.().then((part) => part.mount(root));
}
