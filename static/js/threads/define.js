import { CanaryComposer } from "./canary-composer.js";
import { CanaryVoice } from "./canary-voice.js";
import { discardPosted } from "./drafts.js";
import "./reactions.js";
import { discardPostedVoices } from "./voices.js";

/** @param {string} client */
const shown = (client) => document.querySelector(`[data-client="${CSS.escape(client)}"]`) !== null;

// If a post is on the page, the server has it, so its draft is discarded. This happens on pages without a composer too.
discardPosted(shown);
customElements.define("canary-composer", CanaryComposer);
await discardPostedVoices(shown);
customElements.define("canary-voice", CanaryVoice);
