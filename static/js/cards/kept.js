// Updates the number of kept words after a word was kept or removed.

document.addEventListener("htmx:after:swap", () => {
  const place = document.querySelector("#kept strong");
  if (place) place.textContent = String(document.querySelectorAll(".word.kept").length);
});
