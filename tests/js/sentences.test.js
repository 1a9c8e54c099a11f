import assert from "node:assert/strict";
import { test } from "node:test";
import { _, fill, form, ngettext, pgettext } from "../../static/js/web/sentences.js";

test("English stands in the code", () => {
  assert.equal(_("Saved."), "Saved.");
  assert.equal(_("Go on at %(time)s", { time: "1:05" }), "Go on at 1:05");
  assert.equal(pgettext("verb", "Record"), "Record");
  assert.equal(ngettext("%(num)s song", "%(num)s songs", 1), "1 song");
  assert.equal(
    ngettext("%(num)s song of %(of)s", "%(num)s songs of %(of)s", 12000, { of: "Ana" }),
    "12,000 songs of Ana",
  );
});

test("parameters by name, percent signs, and what is missing stays visible", () => {
  assert.equal(fill("100%% of %(a)s and %(b)s", { a: "%(b)s" }), "100% of %(b)s and %(b)s");
  assert.equal(fill("5 % (a)", {}), "5 % (a)");
});

test("the form that a language has for a number", () => {
  const polish = { "%(num)s song": { one: "piosenka", few: "piosenki", many: "piosenek", other: "piosenki" } };
  const rules = new Intl.PluralRules("pl");
  const forms = [1, 2, 5, 22].map((num) => form(polish, "%(num)s song", "%(num)s songs", num, rules));
  assert.deepEqual(forms, ["piosenka", "piosenki", "piosenek", "piosenki"]);
  assert.equal(form({}, "%(num)s song", "%(num)s songs", 2, rules), "%(num)s songs");
});
