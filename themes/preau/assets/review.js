// Keys for reviewers. All of it works without this script, by the same links and buttons.
const review = document.querySelector("[data-review]");
const rows = [...document.querySelectorAll("[data-row]")];
const help = document.getElementById("_keys");
let current = -1;

function move(step) {
  if (!rows.length) return;
  rows[current]?.removeAttribute("aria-current");
  current = Math.min(rows.length - 1, Math.max(0, current + step));
  rows[current].setAttribute("aria-current", "true");
  const link = rows[current].querySelector("[data-open]");
  link.focus();
  link.scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  o: () => rows[current]?.querySelector("[data-open]").click(),
  // Nothing is decided in the list, where one does not see what is proposed.
  a: () => review.querySelector("[data-accept]")?.click(),
  r: () => {
    const reason = review.querySelector("[name=reason]");
    if (reason?.value.trim()) review.querySelector("[data-decline]")?.click(); else reason?.focus();
  },
  u: () => { if (review.dataset.review) location.assign(review.dataset.review); },
  "?": () => help?.showModal(),
};

if (review) {
  for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || help?.open) return;
    if (event.target.closest("input, textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    // Return opens a link that has the focus by itself.
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
