import assert from "node:assert/strict";
import { test } from "node:test";
import { ago } from "../../static/js/web/ago.js";
import { find, named, split } from "../../static/js/web/language-names.js";
import { digit } from "../../static/js/web/shortcuts.js";

test("how long ago, in words", () => {
  const now = 1_800_000_000_000;
  const table = [
    [0, "just now"],
    [-5_000, "just now"],
    [59_000, "just now"],
    [60_000, "1 minute ago"],
    [7_199_000, "1 hour ago"],
    [7_200_000, "2 hours ago"],
    [3 * 86_400_000, "3 days ago"],
    [15 * 86_400_000, "2 weeks ago"],
    [31 * 86_400_000, ""],
    [-120_000, ""],
  ];
  for (const [passed, words] of table) assert.equal(ago(now - passed, now), words);
  assert.equal(ago(Number.NaN, now), "");
});

test("digits of every keyboard", () => {
  for (const [press, wanted] of [
    [{ key: "3", code: "Digit3" }, 3],
    [{ key: "3", code: "Numpad3" }, 3],
    [{ key: "&", code: "Digit1" }, 1],
    [{ key: "č", code: "Digit4" }, 4],
    [{ key: "1", code: "Digit1", shiftKey: true }, 1],
    [{ key: "!", code: "Digit1", shiftKey: true }, -1],
    [{ key: "a", code: "KeyA" }, -1],
    [{ key: "1", code: "Digit1", isComposing: true }, -1],
  ])
    assert.equal(digit(press), wanted, press.key);
});

const CHOICES = [
  {
    own: "Deutsch",
    label: "German",
    code: "de",
    names: "Deutsch|Allemand|niemiecki|ألمانية|ドイツ語|Alemán|Tiếng Đức",
  },
  { own: "Dansk", label: "Danish", code: "da", names: "dansk|danois|danés|Tiếng Đan Mạch" },
  { own: "Español", label: "Spanish", code: "es", names: "español|espagnol|Spanisch|スペイン語" },
  { own: "日本語", label: "Japanese", code: "ja", names: "日本語|Japanisch|japonais" },
];

test("a language is found by its own name and its names in other languages", () => {
  for (const typed of ["Deutsch", "allemand", "German", "ALEMAN", "ドイツ", "nie", "de", "Tiếng Đức", "duc"])
    assert.equal(find(CHOICES, typed)[0]?.code, "de", typed);
  assert.equal(find(CHOICES, "japo")[0]?.code, "ja");
  assert.deepEqual(
    find(CHOICES, "d").map(({ code }) => code),
    ["de", "da"],
  );
  assert.equal(find(CHOICES, "").length, CHOICES.length);
  assert.deepEqual(find(CHOICES, "klingon"), []);
});

test("only a whole name names a language", () => {
  assert.equal(named(CHOICES, " espanol ")?.own, "Español");
  assert.equal(named(CHOICES, "スペイン語")?.own, "Español");
  assert.equal(named(CHOICES, "ES")?.own, "Español");
  assert.equal(named(CHOICES, "span"), undefined);
  assert.equal(named(CHOICES, "Tiếng"), undefined, "a word that many names have");
  assert.equal(named(CHOICES, ""), undefined);
  assert.deepEqual(split("Deutsch、日本語, español ;"), ["Deutsch", "日本語", "español"]);
});
