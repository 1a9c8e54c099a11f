// Fill in the suggested passage when a song is chosen for a week; without scripts the server does it.

const song = document.querySelector("#song");

song?.addEventListener("change", () => {
  const chosen = song instanceof HTMLSelectElement ? song.selectedOptions[0] : undefined;
  for (const name of ["first", "last"]) {
    const field = document.querySelector(`#${name}`);
    if (field instanceof HTMLInputElement) field.value = chosen?.dataset[name] ?? "";
  }
});
