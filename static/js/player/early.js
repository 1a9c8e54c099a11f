// Hides the layers that the learner hid last time before the page is first painted, so that nothing moves when the
// player starts. It's a classic script in the head. Later, layers.js replaces its rules.

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
  // The browser refuses storage, so all layers are shown.
}
