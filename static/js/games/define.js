import { CanaryGame } from "./canary-game.js";

customElements.define("canary-game", CanaryGame);
