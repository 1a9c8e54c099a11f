import { CanaryRecorder } from "./canary-recorder.js";

customElements.define("canary-recorder", CanaryRecorder);
