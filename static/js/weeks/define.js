// Register the calendar's custom element.

import { CanaryCalendar } from "./canary-calendar.js";

customElements.define("canary-calendar", CanaryCalendar);
