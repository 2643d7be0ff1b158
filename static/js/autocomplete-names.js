/* A box with suggestions is made of parts of its own: the part that is read out gets the name that
   the field has. Rows that are added later, too. */
(() => {
  const named = within => {
    for (const field of within.querySelectorAll("select.admin-autocomplete")) {
      const label = field.labels?.[0]?.textContent.trim().replace(/:$/, "");
      const name = field.getAttribute("aria-label") || label;
      const shown = field.nextElementSibling?.querySelector(".select2-selection__rendered");
      if (name && shown) shown.setAttribute("aria-label", name);
    }
  };

  // Made by jQuery some moments after the page is ready, and after a row is added.
  addEventListener("load", () => setTimeout(() => named(document)));
  document.addEventListener("formset:added", event => setTimeout(() => named(event.target)));
})();
