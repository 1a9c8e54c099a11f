import { CanaryCalendar } from "./canary-calendar.js";

customElements.define("canary-calendar", CanaryCalendar);
