// Register the custom element of picking.

import { CanaryPick } from "./canary-pick.js";

customElements.define("canary-pick", CanaryPick);
