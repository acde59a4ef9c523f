// Runs in pages that `preau serve` shows: follows their builds, and reloads without losing the place.
"use strict";
(() => {
  const { page, styles } = document.currentScript.dataset;
  const memory = "preau-preview";
  let shownStyles = styles;
  let source = null;
  let retry = 0;
  let panel = null;
  let lastProblems = null;

  // Events. A page that nobody looks at lets go of its connection, since a browser has only six for one address; when it
  // is looked at again, the server compares what it shows with what there is.

  const connect = () => {
    clearTimeout(retry);
    if (source || document.hidden) return;
    const query = new URLSearchParams({ address: location.pathname, page, styles: shownStyles });
    source = new EventSource(`/-/preview/events?${query}`);
    source.addEventListener("built", () => {
      lastProblems = null;
      hideProblems();
    });
    source.addEventListener("problems", (event) => {
      // Whoever has closed them need not be told twice.
      if (event.data === lastProblems) return;
      lastProblems = event.data;
      showProblems(JSON.parse(event.data));
    });
    source.addEventListener("styles", (event) => exchangeStyles(JSON.parse(event.data)));
    source.addEventListener("reload", reload);
    source.onerror = () => {
      // Browsers connect again by themselves, unless the answer was no stream, or nobody answered.
      if (source?.readyState !== EventSource.CLOSED) return;
      disconnect();
      retry = setTimeout(connect, 1000);
    };
  };

  const disconnect = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);

  // Reloading.

  const reload = () => {
    disconnect();
    const place = { at: location.href, left: scrollX, top: scrollY, focus: pathTo(document.activeElement) };
    try {
      sessionStorage.setItem(memory, JSON.stringify(place));
    } catch {
      // Without a memory the page is reloaded all the same.
    }
    location.reload();
  };

  const restorePlace = () => {
    let place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(memory));
      sessionStorage.removeItem(memory);
    } catch {
      return;
    }
    if (place?.at !== location.href) return;
    elementAt(place.focus)?.focus({ preventScroll: true });
    const scroll = () => scrollTo({ left: place.left, top: place.top, behavior: "instant" });
    scroll();
    // Images without a size, and the browser's own memory, have moved the page by then.
    if (document.readyState !== "complete") addEventListener("load", scroll, { once: true });
  };

  /** An element as its id, or as the places of its ancestors among their siblings. */
  const pathTo = (element) => {
    if (!element || element === document.body || element === panel) return null;
    if (element.id) return element.id;
    const path = [];
    for (; element.parentElement; element = element.parentElement) {
      path.unshift([...element.parentElement.children].indexOf(element));
    }
    return path;
  };

  const elementAt = (path) => {
    if (typeof path === "string") return document.getElementById(path);
    return path?.reduce((element, place) => element?.children[place], document.documentElement);
  };

  // Style sheets.

  const exchangeStyles = ({ version, sheets }) => {
    const links = [...document.querySelectorAll("link[rel~=stylesheet i][href]:not([data-leaving])")];
    if (links.length !== sheets.length) return reload();
    shownStyles = version;
    links.forEach((old, place) => {
      const link = old.cloneNode();
      const address = new URL(sheets[place], location.href);
      // The same address would be taken from memory.
      if (address.pathname === new URL(old.href).pathname) address.searchParams.set("preview", version);
      link.href = address.href;
      // The old one stays until then: without any, the page would jump.
      old.dataset.leaving = "";
      link.onload = link.onerror = () => old.remove();
      old.after(link);
    });
  };

  // Problems. They live in a tree of their own, where the page's styles don't reach.

  const make = (name, text = "") => Object.assign(document.createElement(name), { textContent: text });

  const showProblems = ({ summary, problems }) => {
    hideProblems();
    panel = make("preau-problems");
    const sheet = Object.assign(make("link"), { rel: "stylesheet", href: "/-/preview.css" });
    const box = make("section");
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-labelledby", "title");
    const alert = make("div");
    alert.setAttribute("role", "alert");
    alert.append(Object.assign(make("h2", summary), { id: "title" }));
    const close = Object.assign(make("button", "Close"), { type: "button", onclick: hideProblems });
    const head = make("header");
    head.append(alert, close);
    const list = make("ol");
    list.append(...problems.map(item));
    const hint = make("p", "This page is as the last good build made it. Escape closes this.");
    box.append(head, list, hint);
    panel.attachShadow({ mode: "open" }).append(sheet, box);
    // Unstyled it would push itself into the page.
    sheet.onload = sheet.onerror = () => (box.hidden = false);
    box.hidden = true;
    document.body.append(panel);
    addEventListener("keydown", closeOnEscape);
  };

  /** Lines of a source are not wrapped, so that the caret stays below what it points at. */
  const item = (problem) => {
    const [first, ...lines] = problem.trimEnd().split(/(?<=\n)/);
    const advice = lines.findIndex((line) => /^  (help|note): /.test(line));
    const end = advice < 0 ? lines.length : advice;
    const text = make("pre");
    text.append(make("b", first), make("code", lines.slice(0, end).join("")), lines.slice(end).join(""));
    const entry = make("li");
    entry.append(text);
    return entry;
  };

  const hideProblems = () => {
    panel?.remove();
    panel = null;
    removeEventListener("keydown", closeOnEscape);
  };

  const closeOnEscape = (event) => {
    if (event.key === "Escape") hideProblems();
  };

  restorePlace();
  connect();
})();
