// Fills in the suggested passage when a host chooses a song for a week. Without scripts, the server does so.

const song = document.querySelector("#song");

song?.addEventListener("change", () => {
  const chosen = song instanceof HTMLSelectElement ? song.selectedOptions[0] : undefined;
  for (const name of ["first", "last"]) {
    const field = document.querySelector(`#${name}`);
    if (field instanceof HTMLInputElement) field.value = chosen?.dataset[name] ?? "";
  }
});
