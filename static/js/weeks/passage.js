// Fills in the suggested passage when a host chooses a song for a week. Without scripts, the server does so.

document.addEventListener("change", (event) => {
  const song = event.target;
  if (!(song instanceof HTMLSelectElement) || song.id !== "song") return;
  const chosen = song.selectedOptions[0];
  for (const name of ["first", "last"]) {
    const field = document.querySelector(`#${name}`);
    if (field instanceof HTMLInputElement) field.value = chosen?.dataset[name] ?? "";
  }
});
