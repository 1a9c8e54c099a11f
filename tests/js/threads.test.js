import assert from "node:assert/strict";
import { test } from "node:test";
import { accepted, parse } from "../../static/js/threads/drafts.js";

const draft = { text: "Hola", line: "", parent: "", author: "", client: "abc", sent: false };

test("a draft is read back, anything else is none", () => {
  assert.deepEqual(parse(JSON.stringify(draft)), draft);
  assert.deepEqual(parse('{"text": "a", "client": "b", "line": 3}'), { ...draft, text: "a", client: "b" });
  for (const text of [null, "", "null", "{", "[]", '{"text": 3}', '{"text": "a"}']) assert.equal(parse(text), null);
});

test("a draft is let go only when its post has been seen", () => {
  const seen = (client) => client === "abc";
  const unseen = () => false;
  const sent = { ...draft, sent: true };
  assert.equal(accepted(draft, seen), false);
  assert.equal(accepted(sent, unseen), false);
  assert.equal(accepted(sent, seen), true);
});
