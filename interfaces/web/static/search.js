// Suggestions below the search box: a combobox with a list, as the ARIA Authoring Practices have it.
// Without this file the box is a plain form. Nothing is asked of any other site.
"use strict";
(() => {
  const input = document.getElementById("site-search");
  if (!input || !window.fetch || !window.AbortController) return;

  const WAIT = 150; // milliseconds of rest before asking
  const list = document.createElement("ul");
  list.id = "site-suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  const told = document.createElement("p");
  told.className = "unseen";
  told.setAttribute("role", "status");
  input.after(list, told);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  Object.entries(attributes).forEach(([name, value]) => input.setAttribute(name, value));

  const known = new Map();
  let timer = 0, asking = null, chosen = -1, typed = input.value;

  const options = () => Array.from(list.children);

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (number) => {
    const all = options();
    chosen = number < -1 ? all.length - 1 : number >= all.length ? -1 : number;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) {
      input.removeAttribute("aria-activedescendant");
      input.value = typed;
      return;
    }
    input.setAttribute("aria-activedescendant", all[chosen].id);
    input.value = all[chosen].dataset.text;
    all[chosen].scrollIntoView({ block: "nearest" });
  };

  const option = (text, what, address, number) => {
    const item = document.createElement("li");
    item.id = `site-suggestion-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.text = text;
    item.dataset.address = address;
    const name = document.createElement("span");
    name.textContent = text; // never as markup: a paper's words stand here
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = what;
    item.append(name, " ", kind);
    return item;
  };

  const show = ([asked, texts, whats, addresses]) => {
    if (asked !== input.value.slice(0, 200) || document.activeElement !== input) return;
    list.replaceChildren(...texts.map((text, number) => option(text, whats[number], addresses[number], number)));
    if (!texts.length) return close();
    chosen = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    told.textContent = texts.length === 1 ? "1 suggestion" : `${texts.length} suggestions`;
  };

  const ask = async () => {
    const words = input.value;
    if (asking) asking.abort();
    if (words.trim().length < 2) return close();
    if (known.has(words)) return show(known.get(words));
    asking = new AbortController();
    try {
      const answer = await fetch(`/suggest?q=${encodeURIComponent(words)}`, { signal: asking.signal });
      if (!answer.ok) return close();
      const found = await answer.json();
      known.set(words, found);
      show(found);
    } catch {
      // A newer question, or no network: the box still works.
    }
  };

  const go = (item) => {
    const address = new URL(item.dataset.address, location.origin);
    if (address.origin === location.origin) location.assign(address);
  };

  input.addEventListener("input", () => {
    typed = input.value;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (list.hidden) return; // a second time it empties the box, as browsers do
      event.preventDefault();
      input.value = typed;
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      go(options()[chosen]);
    } else if (event.key === "Tab") {
      close();
    }
  });

  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the focus in the box
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) go(item);
  });
})();
