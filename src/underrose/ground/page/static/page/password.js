// @ts-check
// A button that shows what was typed, so that nobody needs to type it twice.

export const toggled = (type) => (type === "password" ? "text" : "password");

export const mount = (root, page = document) => {
  const input = root.querySelector("input");
  const button = page.createElement("button");
  const say = () => {
    const isHidden = input.type === "password";
    button.textContent = isHidden ? root.dataset.show : root.dataset.hide;
    button.setAttribute("aria-pressed", String(!isHidden));
  };
  button.type = "button";
  button.addEventListener("click", () => {
    input.type = toggled(input.type);
    say();
  });
  input.form?.addEventListener("submit", () => {
    input.type = "password"; // or the browser would keep it as a word one typed
  });
  say();
  root.append(button);
};
