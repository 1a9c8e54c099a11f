// <canary-upload>: uploads many songs that people drop or choose, and shows the progress of each song.

import { ngettext } from "../web/sentences.js";
import { batches, soundNamedIn } from "./batches.js";
import { transfer } from "./transfer.js";
import { UploadRow } from "./upload-row.js";

const AT_WORK = 4; // songs that the server may be processing while the next song is uploaded

/** Wraps the upload form, and uploads its files one song at a time. */
export class CanaryUpload extends HTMLElement {
  /** @type {File[]} */
  #files = [];
  /** The sound file that a lyrics file's text names. @type {Map<File, string>} */
  #named = new Map();
  #busy = false;

  connectedCallback() {
    const drop = this.querySelector("[data-part=drop]");
    this.querySelector("form")?.addEventListener("submit", (event) => this.#submitted(event));
    this.querySelector("input[type=file]")?.addEventListener("change", (event) => this.#chosen(event));
    for (const name of ["dragover", "dragenter"]) drop?.addEventListener(name, (event) => this.#over(event, true));
    for (const name of ["dragleave", "dragend"]) drop?.addEventListener(name, (event) => this.#over(event, false));
    drop?.addEventListener("drop", (event) => this.#dropped(event));
  }

  /** @param {Event} event @param {boolean} over */
  #over(event, over) {
    event.preventDefault();
    this.querySelector("[data-part=drop]")?.classList.toggle("over", over);
  }

  /** @param {Event} event */
  #dropped(event) {
    this.#over(event, false);
    if (event instanceof DragEvent) void this.#add(event.dataTransfer?.files);
  }

  /** @param {Event} event */
  #chosen(event) {
    if (!(event.target instanceof HTMLInputElement)) return;
    void this.#add(event.target.files);
    // Empty the field, so that people can choose the same file again after they have fixed it. The list shows the
    // files.
    event.target.value = "";
  }

  /** @param {FileList | null | undefined} files */
  async #add(files) {
    const added = [...(files ?? [])];
    this.#files.push(...added);
    const field = this.querySelector("input[type=file]");
    if (field instanceof HTMLInputElement) field.required = this.#files.length === 0;
    this.#list();
    for (const file of added) {
      if (!file.name.toLowerCase().endsWith(".txt")) continue;
      const sound = soundNamedIn(
        await file
          .slice(0, 4096)
          .text()
          .catch(() => ""),
      );
      if (sound) this.#named.set(file, sound);
    }
    if (this.#named.size > 0) this.#list();
  }

  #list() {
    const list = this.querySelector("[data-part=list]");
    for (const row of list?.querySelectorAll(".waiting") ?? []) row.remove();
    for (const batch of this.#batches()) list?.append(new UploadRow(batch.files.map((file) => file.name)).element);
  }

  #batches() {
    return batches(this.#files, Number(this.dataset["max"]), this.#named);
  }

  /** @param {Event} event */
  #submitted(event) {
    event.preventDefault();
    if (!this.#busy && event.target instanceof HTMLFormElement) void this.#sendAll(event.target);
  }

  /** @param {HTMLFormElement} form */
  async #sendAll(form) {
    this.#busy = true;
    const waiting = this.#batches();
    this.#files = [];
    for (const row of this.querySelectorAll(".waiting")) row.remove();
    const rows = waiting.map((batch) => new UploadRow(batch.files.map((file) => file.name)));
    this.querySelector("[data-part=list]")?.append(...rows.map((row) => row.element));
    let added = 0;
    let ended = 0;
    /** @type {Set<Promise<void>>} */
    const atWork = new Set();
    this.#show(0, waiting.length);
    for (const [index, batch] of waiting.entries()) {
      const row = rows[index];
      if (!row) continue;
      const { outcome } = await this.#send(form, batch, row);
      const end = outcome.then((good) => {
        added += Number(good);
        ended += 1;
        atWork.delete(end);
        this.#show(ended, waiting.length);
      });
      atWork.add(end);
      if (atWork.size >= AT_WORK) await Promise.race(atWork);
    }
    await Promise.all(atWork);
    this.#busy = false;
    const status = this.querySelector("[data-part=said]");
    if (!status) return;
    const total = waiting.length;
    status.textContent = ngettext("%(added)s of %(num)s song added.", "%(added)s of %(num)s songs added.", total, {
      added,
    });
  }

  /** Show the progress of all songs. @param {number} done @param {number} total */
  #show(done, total) {
    const place = this.querySelector("[data-part=far]");
    const bar = place?.querySelector("progress");
    if (!(place instanceof HTMLElement) || !bar) return;
    place.hidden = total < 2;
    [bar.max, bar.value] = [total, done];
    const words = place.querySelector("span");
    if (words) words.textContent = ngettext("%(done)s of %(num)s song", "%(done)s of %(num)s songs", total, { done });
  }

  /**
   * Upload a batch, and show its progress in a row.
   * @param {HTMLFormElement} form
   * @param {import("./batches.js").Batch<File>} batch
   * @param {UploadRow} row
   * @returns {Promise<{ outcome: Promise<boolean> }>} resolves after the upload; `outcome`: whether it became a song
   */
  async #send(form, batch, row) {
    if (batch.error) {
      row.fail(batch.error);
      return { outcome: Promise.resolve(false) };
    }
    const body = new FormData(form);
    body.delete("files");
    for (const file of batch.files) body.append("files", file, file.name);
    const sent = await transfer(this.dataset["url"] ?? form.action, body, (share, message) =>
      row.progress(share, message),
    );
    const outcome = sent.outcome.then(({ error, url, message }) => {
      if (error) row.fail(error);
      else row.done(url, message);
      return error === "";
    });
    return { outcome };
  }
}
