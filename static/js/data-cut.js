/* A column or block copied from a spreadsheet fills the cells below and beside. What stands in them
   already is overwritten only where the copy has something. Without this script each is typed. */
(() => {
  const cellOf = (table, row, column) =>
    table.tBodies[0].rows[row]?.querySelectorAll("td input")[column];

  document.querySelectorAll(".cut-table table").forEach(table => {
    table.addEventListener("paste", event => {
      const lines = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "").split(/\r?\n/);
      const copied = lines.map(line => line.split("\t"));
      if (copied.length === 1 && copied[0].length === 1) return;
      event.preventDefault();
      const row = event.target.closest("tr");
      const first = [...row.parentElement.rows].indexOf(row);
      const left = [...row.querySelectorAll("td input")].indexOf(event.target);
      copied.forEach((texts, down) => {
        texts.forEach((text, across) => {
          const cell = cellOf(table, first + down, left + across);
          if (cell && text.trim()) cell.value = text.trim();
        });
      });
    });
  });
})();
