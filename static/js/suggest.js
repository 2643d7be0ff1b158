/* Suggestions below the box while somebody types: the combobox with a list of WAI-ARIA 1.2, where
   the focus stays in the box. Without this script it is a plain search box, and Enter searches. */
(() => {
  const PAUSE = 150; // milliseconds without a key before anything is asked
  const LEAST = 2; // characters
  const KEPT = 50; // answers that are not asked for again

  const made = (name, attributes) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  const combobox = box => {
    const list = made("ul", { id: `${box.id}-suggestions`, role: "listbox", class: "suggested", "aria-label": "Suggestions" });
    const told = made("p", { role: "status", class: "visually-hidden" });
    const answers = new Map();
    let shown = [];
    let active = -1;
    let waiting = 0;
    let asking = null;

    const isOpen = () => !list.hidden;

    const point = at => {
      const options = list.children;
      if (options[active]) options[active].setAttribute("aria-selected", "false");
      active = at;
      if (at < 0) return box.removeAttribute("aria-activedescendant");
      options[at].setAttribute("aria-selected", "true");
      options[at].scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", options[at].id);
    };

    const close = () => {
      clearTimeout(waiting);
      if (asking) asking.abort();
      point(-1);
      list.hidden = true;
      box.setAttribute("aria-expanded", "false");
      told.textContent = "";
    };

    const option = (one, at) => {
      const item = made("li", { id: `${list.id}-${at}`, role: "option", "aria-selected": "false" });
      item.append(made("span", {}), " ", made("span", { class: "aside" }));
      item.firstChild.textContent = one.text;
      if (one.language && one.language !== "en") item.firstChild.lang = one.language;
      item.lastChild.textContent = one.label;
      return item;
    };

    const show = suggestions => {
      shown = suggestions;
      if (!shown.length) return close();
      point(-1);
      list.replaceChildren(...shown.map(option));
      list.hidden = false;
      box.setAttribute("aria-expanded", "true");
      told.textContent = `${shown.length} suggestion${shown.length === 1 ? "" : "s"}, to choose with the arrow keys`;
    };

    const ask = async words => {
      if (asking) asking.abort();
      if (answers.has(words)) return show(answers.get(words));
      asking = new AbortController();
      const address = `${box.dataset.suggest}?format=json&q=${encodeURIComponent(words)}`;
      try {
        const answer = await fetch(address, { signal: asking.signal });
        if (!answer.ok) return close();
        const { suggestions } = await answer.json();
        if (answers.size >= KEPT) answers.clear();
        answers.set(words, suggestions);
        if (box.value.trim() === words && document.activeElement === box) show(suggestions);
      } catch {
        // Taken back, or out of reach: the box works without suggestions.
      }
    };

    const typed = () => {
      clearTimeout(waiting);
      const words = box.value.trim();
      if (words.length < LEAST) return close();
      waiting = setTimeout(ask, PAUSE, words);
    };

    const choose = ({ text, address }) => {
      box.value = text;
      close();
      if (address) location.assign(address);
      else box.form.requestSubmit();
    };

    const keys = {
      ArrowDown: () => (isOpen() ? point(active + 1 < shown.length ? active + 1 : -1) : typed()),
      ArrowUp: () => isOpen() && point(active < 0 ? shown.length - 1 : active - 1),
      Escape: () => isOpen() && (close(), true),
      Enter: () => isOpen() && active >= 0 && (choose(shown[active]), true),
    };

    box.addEventListener("keydown", event => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      const key = keys[event.key];
      if (key && key() !== false) event.preventDefault();
    });
    box.addEventListener("input", event => event.isComposing || typed());
    box.addEventListener("compositionend", typed);
    box.addEventListener("blur", close);
    box.form.addEventListener("submit", close);
    addEventListener("pagehide", close);
    list.addEventListener("pointerdown", event => event.preventDefault()); // the focus stays
    list.addEventListener("click", event => {
      const item = event.target.closest("li");
      if (item) choose(shown[[...list.children].indexOf(item)]);
    });

    // A search box may not be a combobox (ARIA in HTML); with the same looks a text box may.
    box.type = "text";
    Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": list.id, autocomplete: "off", autocapitalize: "none", enterkeyhint: "search",
    }).forEach(([key, value]) => box.setAttribute(key, value));
    list.hidden = true;
    box.after(list, told);
  };

  document.querySelectorAll("input[data-suggest]").forEach(combobox);
})();
