// Register the custom element of quick rounds.

import { CanaryQuick } from "./canary-quick.js";

customElements.define("canary-quick", CanaryQuick);
