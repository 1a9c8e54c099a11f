// Register the plan's custom element.

import { CanaryPlan } from "./canary-plan.js";

customElements.define("canary-plan", CanaryPlan);
