/* A text that is pasted with its headings and links keeps them: they are sent along, until the
   words in the box are changed by hand. Without this script the words alone are sent. */
(() => {
  const LONGEST = 1000000;
  const box = document.getElementById("id_text");
  const formatted = document.getElementById("id_formatted");
  const told = document.getElementById("with-format");
  if (!box || !formatted || !told) return;

  let pasted = "";

  const show = () => {
    told.textContent = formatted.value
      ? "Pasted with its headings, lists and links, which are kept unless you change the words here."
      : "";
  };

  box.addEventListener("paste", event => {
    const html = event.clipboardData.getData("text/html");
    const all = box.selectionStart === 0 && box.selectionEnd === box.value.length;
    pasted = all && html.length <= LONGEST ? html : "";
  });

  box.addEventListener("input", event => {
    formatted.value = event.inputType === "insertFromPaste" ? pasted : "";
    pasted = "";
    show();
  });

  show();
})();
