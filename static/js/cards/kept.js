// Counts the kept words anew after one of them was kept or let go.

document.addEventListener("htmx:after:swap", () => {
  const place = document.querySelector("#kept strong");
  if (place) place.textContent = String(document.querySelectorAll(".word.kept").length);
});
