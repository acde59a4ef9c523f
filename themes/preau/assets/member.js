// Puts a member's name where the page says "members' area", and offers what they may do about the page. The page itself holds nothing about anybody, and without this
// script the same link leads to the same place.
const link = document.querySelector("a[data-who]");
if (link) {
  fetch(`${link.dataset.who}?page=${encodeURIComponent(location.pathname)}`, { credentials: "same-origin", headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : { signed_in: false }))
    .then((who) => {
      if (!who.signed_in) return;
      link.textContent = who.name;
      const bar = document.createElement("p");
      bar.className = "page-actions";
      for (const action of who.actions ?? []) {
        const button = document.createElement("a");
        button.className = "button button-quiet";
        button.href = action.address;
        button.textContent = action.label;
        bar.append(button);
      }
      for (const comment of who.comments ?? []) {
        const foot = document.querySelector(`[data-comment="${CSS.escape(comment.id)}"]`);
        const edit = document.createElement("a");
        edit.href = comment.address;
        edit.textContent = comment.label;
        foot?.append(edit);
      }
      if (bar.children.length) document.querySelector("main")?.append(bar);
    })
    // Offline, or without the service: the link stays as it is.
    .catch(() => {});
}
