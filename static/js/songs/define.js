import { CanaryUpload } from "./canary-upload.js";

customElements.define("canary-upload", CanaryUpload);
