import { CanaryPractice } from "./canary-practice.js";

customElements.define("canary-practice", CanaryPractice);
