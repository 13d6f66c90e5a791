// Buttons beside a link or a mail that is shown once, where the page has one. Without a script they stay hidden: what
// they copy is there to be copied by hand.
const prints = document.querySelector("[data-prints]");
const copies = document.querySelector("[data-copies]");

if (prints) {
  prints.hidden = false;
  prints.addEventListener("click", () => window.print());
}

if (copies && navigator.clipboard) {
  copies.hidden = false;
  copies.addEventListener("click", async () => {
    const field = document.getElementById(copies.dataset.copies);
    field.select();
    await navigator.clipboard.writeText(field.value);
    copies.textContent = copies.dataset.done;
  });
}
