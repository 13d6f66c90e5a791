// Rows to tick: how many are ticked, all or none of those in view, and a search that hides the others.
// What is hidden stays ticked. Without this file every row and its box is there, and the page's own fields for that.
for (const bar of document.querySelectorAll("[data-ticks]")) {
  const table = document.querySelector(`[data-table="${bar.dataset.ticks}"]`);
  const rows = [...table.querySelectorAll("tbody tr")];
  const box = (row) => row.querySelector("input[type='checkbox']");
  const search = bar.querySelector("input");
  const said = bar.querySelector("output");

  function count() {
    const ticked = rows.filter((row) => box(row).checked).length;
    said.textContent = bar.dataset.words.replace("COUNT", ticked).replace("TOTAL", rows.length);
  }

  function find() {
    const words = search.value.toLowerCase().split(/\s+/);
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
  }

  table.addEventListener("change", count);
  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // would send the form
  });
  for (const button of bar.querySelectorAll("[data-tick]")) {
    button.addEventListener("click", () => {
      for (const row of rows) if (!row.hidden) box(row).checked = button.dataset.tick === "all";
      count();
    });
  }
  bar.hidden = false;
  for (const other of document.querySelectorAll("[data-without-script]")) other.hidden = true;
  find();
  count();
}
