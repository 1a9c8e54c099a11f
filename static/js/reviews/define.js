// Register the custom element of reviews.

import { CanaryReview } from "./canary-review.js";

customElements.define("canary-review", CanaryReview);
