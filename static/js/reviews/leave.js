// On logging out, send the waiting answers and then delete everything that reviews keep in the browser.

import { forget } from "./offline.js";
import { Outbox } from "./outbox.js";
import { poster } from "./post.js";
import { storage } from "./storage.js";

const PATIENCE = 3000;
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
