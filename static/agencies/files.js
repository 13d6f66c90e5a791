// A file that is too large is said before it is sent: nothing goes over the line, and all that was typed stays.
for (const field of document.querySelectorAll("input[type=file][data-at-most]")) {
  const said = document.createElement("p");
  said.className = "error";
  said.id = `${field.id}_too_large`;
  said.setAttribute("role", "alert");

  const isTooLarge = () => [...field.files].some((file) => file.size > Number(field.dataset.atMost));
  const judge = () => {
    said.textContent = isTooLarge() ? field.dataset.tooLarge : "";
    field.setAttribute("aria-invalid", String(isTooLarge()));
  };

  field.before(said);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} ${said.id}`.trim());
  field.addEventListener("change", judge);
  field.form.addEventListener("submit", (event) => {
    judge();
    if (isTooLarge()) {
      event.preventDefault();
      field.focus();
    }
  });
}
