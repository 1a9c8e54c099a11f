import { CanaryPlayer } from "./canary-player.js";

customElements.define("canary-player", CanaryPlayer);
