// Shows a question on the page.

import { _ } from "../web/sentences.js";

/**
 * Fill the page's elements with a question.
 * @param {HTMLElement} page
 * @param {import("./session.js").Question} question
 * @param {Record<string, string>} waits when it comes back, by rating
 */
export function fill(page, question, waits) {
  /** @param {string} name */
  const part = (name) => /** @type {HTMLElement | null} */ (page.querySelector(`[data-part="${name}"]`));
  /** @param {string} name @param {string} text @param {string} [lang] */
  const put = (name, text, lang) => {
    const place = part(name);
    if (!place) return;
    place.textContent = text;
    place.hidden = text === "";
    if (lang !== undefined) place.lang = lang;
  };
  const { language, line } = question;
  const card = part("card");
  if (card) Object.assign(card.dataset, { kind: question.kind, key: question.key });
  put("asks", question.asks);
  part("rows")?.replaceChildren(...question.rows.map(row));
  put("lemma", question.lemma, language);
  put("reading", question.reading, question.reading_language);
  put("meaning", question.meaning);
  put("translation", question.translation);
  put("note", question.note);
  put("line", "", language);
  if (line[1] !== "") {
    part("line")?.replaceChildren(line[0], marked(line[1]), line[2]);
    part("line")?.removeAttribute("hidden");
  }
  put("song", question.song);
  part("song")?.setAttribute("href", question.song_url);
  part("edit")?.setAttribute("href", question.card_url);
  for (const rating of [1, 2, 3, 4]) put(`wait-${rating}`, waits[rating] ?? "");
  part("listen")?.toggleAttribute("hidden", question.kind !== "sound" || question.sound_url === "");
  part("line-sound")?.toggleAttribute("hidden", question.sound_url === "");
  part("typing")?.toggleAttribute("hidden", question.kind !== "type");
  part("verdict")?.setAttribute("hidden", "");
  const typed = part("typed");
  if (typed instanceof HTMLInputElement) {
    typed.value = "";
    typed.lang = language;
  }
}

/** Create a row of a question. @param {import("./session.js").Row} row */
function row({ before, word, after, look, lang }) {
  const place = document.createElement("p");
  place.className = `row-${look}`;
  place.dir = "auto";
  if (lang) place.lang = lang;
  if (look === "gap") place.append(before, gap(), after);
  else place.append(before, ...(word ? [marked(word)] : []), after);
  return place;
}

function gap() {
  const place = document.createElement("span");
  place.className = "gap";
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", _("gap"));
  return place;
}

/** Create a marked word. @param {string} word */
function marked(word) {
  const mark = document.createElement("mark");
  mark.textContent = word;
  return mark;
}
