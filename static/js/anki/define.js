import { CanaryAnki } from "./canary-anki.js";

customElements.define("canary-anki", CanaryAnki);
