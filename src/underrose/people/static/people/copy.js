// @ts-check
// A button that copies what is shown, where the browser allows it.

for (const part of document.querySelectorAll('[data-part="copy"]')) {
  if (!(part instanceof HTMLElement) || !navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = part.dataset.words ?? "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(part.querySelector("code")?.textContent ?? "");
    button.textContent = part.dataset.done ?? "Copied";
  });
  part.append(" ", button);
}
