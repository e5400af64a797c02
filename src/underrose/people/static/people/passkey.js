// @ts-check
// Shows the passkey's button where the browser knows passkeys, and says calmly when one was not used.

for (const form of document.querySelectorAll('form[data-part="passkey"]')) {
  if (form instanceof HTMLElement && window.PublicKeyCredential) form.hidden = false;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const words of document.querySelectorAll("[data-trouble]")) /** @type {HTMLElement} */ (words).hidden = false;
});
