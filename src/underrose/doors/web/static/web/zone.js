// @ts-check
// Offers the browser's own time zone where none was chosen yet.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const form of document.querySelectorAll('form[data-part="zone"]')) {
  const field = form.querySelector('select[name="time_zone"]');
  if (!(field instanceof HTMLSelectElement) || field.value !== "UTC") continue;
  if ([...field.options].some((option) => option.value === zone)) field.value = zone;
}
