/* The linking desk by single keys, and the text beside the card one is on. All of it is a shortcut:
   without this file the same buttons and links do the same. */
"use strict";
{
  const cards = () => [...document.querySelectorAll("[data-card]")];
  const cardOf = (element) => element?.closest("[data-card]");
  const press = (selector, within = document) => within?.querySelector(selector)?.click();

  /* The search takes the place of the plain field, where the admin's script for it is there. */
  const search = document.getElementById("search");
  if (search && window.django?.jQuery?.fn.select2) {
    search.hidden = false;
    document.getElementById("by-number").hidden = true;
    /* The admin makes the search when the page is ready, and gives it no name. */
    window.django.jQuery(() => search.querySelector(".select2-selection__rendered")
      ?.setAttribute("aria-label", "Search for a trial"));
  }

  /* Whether single keys work is kept for the next page, where the browser keeps anything. */
  const tick = document.getElementById("single-keys");
  const kept = {
    get: () => { try { return localStorage.getItem("desk-keys"); } catch { return null; } },
    set: (value) => { try { localStorage.setItem("desk-keys", value); } catch { /* not kept */ } },
  };
  if (tick) {
    tick.disabled = false;
    tick.checked = kept.get() !== "off";
    tick.addEventListener("change", () => kept.set(tick.checked ? "on" : "off"));
  }

  /* Go to the next or the previous card, from the one that has the focus. */
  const go = (step) => {
    const all = cards();
    const at = all.indexOf(cardOf(document.activeElement));
    const to = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    all[to]?.focus();
  };

  const undo = () => {
    const own = cardOf(document.activeElement)?.querySelector("[data-key=u]");
    return own ? own.click() : press("#told button.undo");
  };

  const help = () => {
    const keys = document.getElementById("keys");
    if (!keys) return;
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
  };

  const acts = {
    j: () => go(1),
    k: () => go(-1),
    u: undo,
    a: () => press("#all-certain"),
    n: () => press("#next-item, .along [rel=next]"),
    "?": help,
  };
  for (const key of ["c", "r", "o"]) {
    acts[key] = () => press(`[data-key=${key}]`, cardOf(document.activeElement));
  }

  const typing = (element) => element.matches("input:not([type=checkbox]), textarea, select, [role=combobox]")
    || element.isContentEditable;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    const onCard = event.target.matches("[data-card]");
    const step = onCard && { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const act = step ? () => go(step) : tick?.checked && acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  /* The places of a card in the text, shown while one is on it. */
  const show = (card) => {
    for (const mark of document.querySelectorAll("a.match.current")) mark.classList.remove("current");
    const marks = document.querySelectorAll(`#text a.match[href="#${card.id}"]`);
    for (const mark of marks) mark.classList.add("current");
    const text = document.getElementById("text");
    if (text && marks.length && text.scrollHeight > text.clientHeight) {
      const top = marks[0].getBoundingClientRect().top - text.getBoundingClientRect().top;
      text.scrollTo({ top: text.scrollTop + top - text.clientHeight / 3 });
    }
  };
  document.addEventListener("focusin", (event) => {
    const card = cardOf(event.target);
    if (card) show(card);
  });
  const here = document.activeElement && cardOf(document.activeElement);
  if (here) show(here);
}
