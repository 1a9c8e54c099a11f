// Sentences in the reader's language. The English ones are in the code; for other languages, the page contains the
// translations for its modules as JSON. `make sentences` collects the calls, so write message ids as plain strings.
//
//     _("Saved.")
//     _("Go on at %(time)s", { time })
//     ngettext("%(num)s song", "%(num)s songs", count)
//     pgettext("verb", "Record")

/** @typedef {Record<string, string | number>} Params */
/** @typedef {Record<string, string | Record<string, string>>} Catalogue by message id, or by context, \x04 and message id */

/** The language of the page, which also determines how dates and numbers are formatted. */
export const language = globalThis.document?.documentElement.lang || "en";
const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

/** Return the translations in the page. @returns {Catalogue} */
function brought() {
  const blocks = globalThis.document?.querySelectorAll("script[data-sentences]") ?? [];
  return Object.assign({}, ...[...blocks].map((block) => JSON.parse(block.textContent ?? "{}")));
}

const catalogue = brought();

/**
 * Return a sentence with its parameters filled in. Numbers are formatted for the page's language, and `%%` becomes a
 * percent sign.
 * @param {string} text
 * @param {Params} params
 */
export function fill(text, params) {
  return text.replace(/%(?:%|\((\w+)\)s)/g, (found, name) => {
    if (found === "%%") return "%";
    const value = params[name] ?? found;
    return typeof value === "number" ? numbers.format(value) : value;
  });
}

/**
 * Return a translation, or the English sentence if there is none.
 * @param {Catalogue} from
 * @param {string} key
 * @param {string} english
 */
function lookUp(from, key, english) {
  const found = from[key];
  return typeof found === "string" ? found : english;
}

/** Translate a sentence. @param {string} msgid @param {Params} [params] */
export function _(msgid, params = {}) {
  return fill(lookUp(catalogue, msgid, msgid), params);
}

/**
 * Translate a sentence that depends on a number, which it may use as `%(num)s`.
 * @param {string} singular @param {string} plural @param {number} num @param {Params} [params]
 */
export function ngettext(singular, plural, num, params = {}) {
  return fill(form(catalogue, singular, plural, num, plurals), { num, ...params });
}

/**
 * Translate a sentence whose English words mean different things in different places.
 * @param {string} context @param {string} msgid @param {Params} [params]
 */
export function pgettext(context, msgid, params = {}) {
  return fill(lookUp(catalogue, `${context}\x04${msgid}`, msgid), params);
}

/**
 * Return the singular or plural form of a sentence for a number. Its parameters aren't filled in yet.
 * @param {Catalogue} from @param {string} singular @param {string} plural @param {number} num @param {Intl.PluralRules} rules
 */
export function form(from, singular, plural, num, rules) {
  const forms = from[singular];
  if (forms === undefined || typeof forms === "string") return num === 1 ? singular : plural;
  return forms[rules.select(num)] ?? forms["other"] ?? plural;
}
