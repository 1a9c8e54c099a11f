import { CanaryComposer } from "./canary-composer.js";

customElements.define("canary-composer", CanaryComposer);
