// @ts-check
// Keeps what is written as a draft, two seconds after the last key and when the page is put away.

export const WAIT = 2000;

export const mount = (form, page = document, view = window) => {
  const said = page.getElementById("draft-said");
  let timer = 0;
  let last = "";
  const words = () => new view.URLSearchParams(new view.FormData(form)).toString();
  const keep = async () => {
    view.clearTimeout(timer);
    const now = words();
    if (now === last) return;
    const before = last;
    last = now;
    try {
      const answer = await view.fetch(form.dataset.draft, {
        method: "POST",
        body: new view.URLSearchParams(now),
        headers: { Accept: "application/json" },
        keepalive: now.length < 60000,
        redirect: "error",
      });
      if (!answer.ok) throw new Error("not kept");
      said.textContent = (await answer.json()).said;
    } catch {
      last = before;
      said.textContent = form.dataset.notKept;
    }
  };
  last = words();
  form.addEventListener("input", () => {
    view.clearTimeout(timer);
    timer = view.setTimeout(keep, WAIT);
  });
  form.addEventListener("submit", () => {
    view.clearTimeout(timer);
    last = words();
  });
  page.addEventListener("visibilitychange", () => page.visibilityState === "hidden" && keep());
};

for (const form of document.querySelectorAll("form[data-draft]")) mount(form);
