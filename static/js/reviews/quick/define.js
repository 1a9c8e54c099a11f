import { CanaryQuick } from "./canary-quick.js";

customElements.define("canary-quick", CanaryQuick);
