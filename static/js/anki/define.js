// Register the custom element that sends words to Anki.

import { CanaryAnki } from "./canary-anki.js";

customElements.define("canary-anki", CanaryAnki);
