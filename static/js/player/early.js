// Before the page is first seen: hide the layers that the learner hid last time, so that nothing moves when the player
// comes to life. A plain script in the head; canary-player takes over from it.

try {
  const language = document.currentScript?.dataset["language"] ?? "";
  const layers = JSON.parse(localStorage.getItem("canary.player") ?? "{}").layers?.[language];
  if (layers) {
    const sheet = new CSSStyleSheet();
    const rules = layers.o === false && (layers.r || layers.x) ? [".lyrics .t { display: none }"] : [];
    for (const kind of ["r", "x"]) {
      const one = `.${kind}[data-in="${CSS.escape(String(layers[`${kind}in`] || "none"))}"]`;
      if (layers[kind] === false) rules.push(`.lyrics .${kind} { display: none }`);
      else
        rules.push(`.lyrics:has(${one}) .${kind} { display: none }`, `.lyrics:has(${one}) ${one} { display: block }`);
    }
    sheet.replaceSync(rules.join(" "));
    document.adoptedStyleSheets = [sheet];
  }
} catch {
  // A browser that forbids storage shows everything.
}
