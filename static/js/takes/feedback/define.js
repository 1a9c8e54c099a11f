import "../define.js";
import { CanaryMarking } from "./canary-marking.js";
import { CanaryTake } from "./canary-take.js";
import { compare } from "./compare.js";

customElements.define("canary-take", CanaryTake);
customElements.define("canary-marking", CanaryMarking);
document.addEventListener("click", compare);
