import assert from "node:assert/strict";
import { test } from "node:test";
import { accepted, parse } from "../../static/js/threads/drafts.js";
import { choices } from "../../static/js/threads/words.js";

const draft = { fields: { body: "Hola" }, author: "", client: "abc", sent: false };

test("a draft is read back, anything else is none", () => {
  assert.deepEqual(parse(JSON.stringify(draft)), draft);
  assert.deepEqual(parse('{"fields": {"body": "Hola", "line": 3}, "client": "abc"}'), draft);
  for (const text of [
    null,
    "",
    "null",
    "{",
    "[]",
    '{"text": "a", "client": "b"}',
    '{"fields": null, "client": "b"}',
    '{"fields": {}}',
  ]) {
    assert.equal(parse(text), null);
  }
});

test("a draft is let go only when its post has been seen", () => {
  const seen = (client) => client === "abc";
  const unseen = () => false;
  const sent = { ...draft, sent: true };
  assert.equal(accepted(draft, seen), false);
  assert.equal(accepted(sent, unseen), false);
  assert.equal(accepted(sent, seen), true);
});

test("the words of a line are read, anything else is none", () => {
  assert.deepEqual(choices('["Hola", "luna"]'), ["Hola", "luna"]);
  for (const text of [undefined, "", "{", "{}", "[1]", "null"]) assert.deepEqual(choices(text), []);
});
