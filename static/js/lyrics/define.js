import { CanaryTiming } from "./canary-timing.js";

customElements.define("canary-timing", CanaryTiming);
