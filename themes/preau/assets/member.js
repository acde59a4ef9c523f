// Puts a member's name where the page says "members' area". The page itself holds nothing about anybody, and without this
// script the same link leads to the same place.
const link = document.querySelector("a[data-who]");
if (link) {
  fetch(link.dataset.who, { credentials: "same-origin", headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : { signed_in: false }))
    .then((who) => {
      if (who.signed_in) link.textContent = who.name;
    })
    // Offline, or without the service: the link stays as it is.
    .catch(() => {});
}
