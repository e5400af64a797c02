// @ts-check
// Reads the page anew when somebody came or went. It asks for one word that changes, never for names, and does not
// count as using the page: the idle lock goes on. Whoever is typing is left alone.

const EVERY = 5000;

for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-live]"))) {
  const timer = setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(part.dataset.live ?? "", { headers: { "X-Quiet": "1" }, redirect: "error" }).catch(() => null);
    if (!answer) return;
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return clearInterval(timer); // locked or over
    const { mark } = await answer.json();
    const busy = document.querySelector("details[open], input:focus, textarea:focus");
    if (mark !== part.dataset.mark && !busy) location.reload();
  }, EVERY);
}
