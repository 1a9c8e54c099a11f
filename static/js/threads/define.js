import { CanaryComposer } from "./canary-composer.js";
import { CanaryVoice } from "./canary-voice.js";
import { sweep } from "./drafts.js";
import "./signs.js";
import { sweepVoices } from "./voices.js";

/** @param {string} client */
const shown = (client) => document.querySelector(`[data-client="${CSS.escape(client)}"]`) !== null;

// What stands on the page has arrived: its draft is let go, also where nothing is written.
sweep(shown);
customElements.define("canary-composer", CanaryComposer);
await sweepVoices(shown);
customElements.define("canary-voice", CanaryVoice);
