// Before the learner is logged out, sends the waiting answers and deletes everything that reviews store in the browser.

import { forget } from "./offline.js";
import { Outbox } from "./outbox.js";
import { poster } from "./post.js";
import { storage } from "./storage.js";

const PATIENCE = 3000; // ms after which the learner is logged out anyway
const form = document.querySelector("form[data-log-out]");

form?.addEventListener(
  "submit",
  async (event) => {
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    const { learner = "", answers = "" } = form.dataset;
    const all = (async () => {
      await new Outbox(learner, storage, poster(answers)).send();
      await forget();
    })();
    await Promise.race([all.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    form.submit();
  },
  { once: true },
);
