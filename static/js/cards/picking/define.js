import { CanaryPick } from "./canary-pick.js";

customElements.define("canary-pick", CanaryPick);
