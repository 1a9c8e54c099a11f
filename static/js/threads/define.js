import { CanaryComposer } from "./canary-composer.js";
import { CanaryVoice } from "./canary-voice.js";
import { sweep } from "./drafts.js";
import "./signs.js";

// What stands on the page has arrived: its draft is let go, also where nothing is written.
sweep((client) => document.querySelector(`[data-client="${CSS.escape(client)}"]`) !== null);
customElements.define("canary-composer", CanaryComposer);
customElements.define("canary-voice", CanaryVoice);
