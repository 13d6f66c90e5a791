// The print button, which does nothing without a script and so is not shown without one.
const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => print());
