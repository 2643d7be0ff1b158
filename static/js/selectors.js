// Django's two boxes to choose between name their picture of a lens, which has no role to be named by.
addEventListener("load", () => {
  for (const lens of document.querySelectorAll(".search-label-icon")) lens.setAttribute("role", "img");
});
