// @ts-check
// Reads the page anew when somebody came or went. It asks for one word that changes, never for names, and does not
// count as using the page: the idle lock goes on. Whoever is typing is left alone.

const EVERY = 5000;

for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-live]"))) {
  const timer = setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(part.dataset.live ?? "", { headers: { "X-Quiet": "1" }, redirect: "manual" }).catch(() => null);
    if (!answer) return;
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return clearInterval(timer); // locked or over
    const { mark } = await answer.json();
    const busy = document.querySelector("details[open], input:focus, textarea:focus");
    if (mark !== part.dataset.mark && !busy) location.reload();
  }, EVERY);
}

// Ticking somebody in keeps the list where it is under the thumb: the answer's list takes the place of this one.
document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const list = form.closest("#arrivals .people")?.closest("#arrivals");
  if (!list) return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const fresh = page?.querySelector("#arrivals");
  if (!page || !fresh) return location.reload(); // locked, refused or offline: the whole page says which
  const row = form.closest("li");
  const place = row ? [...list.querySelectorAll(".people > li")].indexOf(row) : -1;
  list.replaceWith(document.adoptNode(fresh));
  for (const part of document.querySelectorAll("[data-live]")) {
    part.setAttribute("data-mark", page.querySelector("[data-live]")?.getAttribute("data-mark") ?? "");
  }
  /** @type {HTMLElement | null} */ (fresh.querySelectorAll(".people > li")[place]?.querySelector("button:last-of-type"))?.focus();
});
