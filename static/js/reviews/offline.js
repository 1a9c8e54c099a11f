// Makes the reviews page work offline after it was loaded once.

import { keepSounds } from "./sounds.js";
import { clear } from "./storage.js";

const CACHE = "canary-review";
const SCOPE = "/reviews";
// The page's former name and address.
const OLD = { cache: "canary-practice", scope: "/practise" };

/**
 * Cache the page, its files and its sounds. Return false if there are no service workers (for example without https).
 * @param {readonly string[]} sounds
 */
export async function keepForOffline(sounds) {
  if (!("serviceWorker" in navigator) || !globalThis.caches) return false;
  const known = navigator.serviceWorker.controller !== null;
  await leaveOld();
  await navigator.serviceWorker.register("/sw.js", { scope: SCOPE });
  const cache = await caches.open(CACHE);
  // If the service worker served the page, the page is cached already.
  if (!known) await keep(cache, SCOPE);
  const files = performance.getEntriesByType("resource").map((entry) => entry.name);
  const ours = new Set(files.filter((name) => new URL(name).pathname.startsWith("/static/")));
  for (const request of await cache.keys())
    if (new URL(request.url).pathname !== SCOPE && !ours.has(request.url)) await cache.delete(request);
  for (const name of ours) if (!(await cache.match(name))) await keep(cache, name);
  await keepSounds(sounds);
  return true;
}

/** Delete everything that this page stores in the browser. */
export async function forget() {
  await clear();
  await leaveOld();
  if (globalThis.caches) for (const name of [CACHE, `${CACHE}-sounds`]) await caches.delete(name);
  const found = await navigator.serviceWorker?.getRegistration(SCOPE);
  await found?.unregister();
}

/** Delete the caches and the service worker of the page's former address. */
async function leaveOld() {
  if (globalThis.caches) for (const name of [OLD.cache, `${OLD.cache}-sounds`]) await caches.delete(name);
  const found = await navigator.serviceWorker?.getRegistration(OLD.scope);
  if (found && new URL(found.scope).pathname === OLD.scope) await found.unregister();
}

/** Cache the answer to a request, unless it's an error or a redirect. @param {Cache} cache @param {string} url */
async function keep(cache, url) {
  const answer = await fetch(url);
  // A redirect leads to the log-in page.
  if (answer.ok && !answer.redirected) await cache.put(url, answer);
}
