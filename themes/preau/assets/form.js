// Makes the forms of entries quicker. All of it works without this script, with a page in between.
let form;
let kept;

/** What was typed stays in this browser until it was sent, so that an expired session or a dead battery loses nothing. */
function keep(isSent = false) {
  const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["form_token", "base", "next", "action"].includes(name));
  try { localStorage.setItem(kept, JSON.stringify({ base: form.elements.base.value, isSent, pairs })); } catch { /* Private windows keep nothing. */ }
}

function restore() {
  let draft;
  try { draft = JSON.parse(localStorage.getItem(kept) ?? "null"); } catch { return; }
  // What was sent is only of use to who comes back because it did not arrive; what others have changed since comes first.
  const isReturn = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (!draft || draft.base !== form.elements.base.value || (draft.isSent && !isReturn) || document.querySelector("[role=alert]")) return;
  const used = new Map();
  for (const [name, value] of draft.pairs) {
    const controls = form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
    const place = used.get(name) ?? 0;
    used.set(name, place + 1);
    const control = controls[Math.min(place, controls.length - 1)];
    if (!control || control.type === "file" || control.type === "hidden") continue;
    if (control.type === "checkbox") {
      for (const box of controls) if (box.value === value) box.checked = true;
    } else control.value = value;
  }
}

/** A copy of the last item of a list, empty and with the next number. */
function add(button) {
  const items = [...button.closest("fieldset, .field").querySelectorAll(":scope > [data-item]")];
  const last = items.at(-1);
  if (!last) return false;
  const copy = last.cloneNode(true);
  const list = button.dataset.add;
  for (const element of copy.querySelectorAll("*")) {
    for (const attribute of ["name", "id", "for", "value", "aria-describedby"]) {
      const text = element.getAttribute(attribute);
      const isName = attribute === "name" || (attribute === "value" && element.name === "action");
      const separator = isName ? "." : "-";
      const start = (isName ? list : list.replaceAll(".", "-")) + separator;
      const at = text?.indexOf(start) ?? -1;
      if (at < 0) continue;
      element.setAttribute(attribute, text.slice(0, at + start.length) + text.slice(at + start.length).replace(/^\d+|^new/, items.length));
    }
    if (element.matches(".mistake, .asset")) element.remove();
    if (element.matches("input[type=checkbox]")) element.checked = false;
    else if (element.matches("input, textarea, select") && element.type !== "hidden") element.value = "";
  }
  const legend = copy.querySelector(":scope > legend");
  if (legend) legend.textContent = items.length + 1;
  last.after(copy);
  copy.querySelector("input, select, textarea")?.focus();
  return true;
}

/** Empties an item; empty ones are not sent as anything. */
function remove(button) {
  const item = button.closest("[data-item]");
  for (const control of item.querySelectorAll("input, textarea, select")) {
    if (control.type === "checkbox") control.checked = false; else control.value = "";
  }
  item.hidden = true;
}

let asked;
/** Offers entries or tags whose names have in them what was typed. */
function suggest(input) {
  clearTimeout(asked);
  asked = setTimeout(async () => {
    const typed = input.value.split(/[,;]/).at(-1).trim();
    const kinds = input.dataset.choices ?? "";
    const address = `${form.dataset.choicesFrom}?${new URLSearchParams({ kinds, q: typed })}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    let list = document.getElementById(`${input.id}-list`);
    if (!list) {
      list = document.createElement("datalist");
      list.id = `${input.id}-list`;
      input.after(list);
      input.setAttribute("list", list.id);
    }
    const before = "tags" in input.dataset ? input.value.slice(0, input.value.length - typed.length) : "";
    list.replaceChildren(...(await answer.json()).choices.map((choice) => new Option(choice.title, before + choice.title)));
  }, 150);
}

let previewing;
function preview(area) {
  clearTimeout(previewing);
  previewing = setTimeout(async () => {
    const body = new URLSearchParams({
      text: area.value, entry: form.dataset.kept, submission: form.elements.submission.value,
      form_token: form.elements.form_token.value,
    });
    const answer = await fetch(form.dataset.preview, { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return;
    let shown = area.parentElement.querySelector(".preview");
    if (!shown) {
      shown = document.createElement("div");
      shown.className = "preview";
      area.after(shown);
    }
    // Made by the site's own renderer, which lets no markup of members through.
    shown.innerHTML = await answer.text();
  }, 400);
}

/** Says at once what would be refused after a long way. */
function checkSize(input) {
  const isTooLarge = [...input.files].some((file) => file.size > 20 * 2 ** 20);
  input.setCustomValidity(isTooLarge ? form.dataset.tooLarge : "");
  input.reportValidity();
}

/** Sends the form once, and one with files so that their way can be seen. */
function send(event) {
  if (form.dataset.sent) return event.preventDefault();
  if (event.submitter?.value === "submit") form.dataset.sent = "yes";
  const files = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
  if (!files || event.submitter?.value !== "submit") return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  // Its buttons are called `action`, too.
  const address = new URL(form.getAttribute("action") ?? "", location.href).href;
  const request = new XMLHttpRequest();
  const bar = document.createElement("progress");
  event.submitter.after(bar);
  event.submitter.disabled = true;
  request.upload.onprogress = (step) => { if (step.lengthComputable) { bar.max = step.total; bar.value = step.loaded; } };
  request.onload = () => {
    // A form with mistakes comes back at the same address; everything else is another page.
    if (request.responseURL !== address) return location.assign(request.responseURL);
    const main = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
    if (!main) return request.onerror();
    document.querySelector("main").replaceWith(document.adoptNode(main));
    begin();
    document.querySelector("main [role=alert], main h1")?.scrollIntoView();
  };
  request.onerror = () => {
    bar.remove();
    event.submitter.disabled = false;
    delete form.dataset.sent;
    const mistake = document.createElement("p");
    mistake.className = "mistake";
    mistake.textContent = form.dataset.notSent;
    event.submitter.before(mistake);
  };
  request.open("POST", address);
  request.send(data);
}

function begin() {
  form = document.querySelector("form[data-entry-form]");
  if (!form) return;
  kept = `preau-form:${form.dataset.kept}`;
  restore();
  form.addEventListener("input", (event) => {
    keep();
    if (event.target.matches("[data-choices], [data-tags]")) suggest(event.target);
    if (event.target.matches("[data-markdown]")) preview(event.target);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("input[type=file]")) checkSize(event.target);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.add && add(button)) event.preventDefault();
    else if (button && "remove" in button.dataset) { remove(button); keep(); event.preventDefault(); }
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "submit") keep(true);
    send(event);
  });
}

begin();
// Who comes back to a form that was sent may send it again.
addEventListener("pageshow", () => { if (form) delete form.dataset.sent; });
