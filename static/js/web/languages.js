// Register the field for languages. Each field of a page loads this module, and it's run once.

import { CanaryLanguage } from "./canary-language.js";

customElements.define("canary-language", CanaryLanguage);
