// The service worker of /practise: the page as it was last loaded, and its files, for when there is no network. Answers
// and sounds are none of its business: the page keeps those itself.
{
  const CACHE = "canary-review";
  const PATIENCE = 5000;
  // The types of a service worker are not those of a page, and both cannot be had at once.
  const worker = /** @type {any} */ (self);

  worker.addEventListener("install", () => worker.skipWaiting());
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    /** @type {Request} */
    const request = event.request;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== location.origin) return;
    if (request.mode === "navigate" && url.pathname === "/reviews") event.respondWith(page(request));
    else if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  });

  /** The page from the server, else as it was. @param {Request} request */
  async function page(request) {
    const cache = await caches.open(CACHE);
    const kept = await cache.match("/reviews");
    try {
      const asked = fetch(request);
      const answer = await (kept ? Promise.race([asked, late()]) : asked);
      if (answer.ok && answer.type === "basic") await cache.put("/reviews", answer.clone());
      return kept && answer.status >= 500 ? kept : answer;
    } catch (error) {
      if (kept) return kept;
      throw error;
    }
  }

  /** A file of this build, which never changes. @param {Request} request */
  async function file(request) {
    const cache = await caches.open(CACHE);
    return (await cache.match(request)) ?? (await fetch(request));
  }

  /** @returns {Promise<never>} */
  function late() {
    return new Promise((_, reject) => setTimeout(() => reject(new Error("the network is too slow")), PATIENCE));
  }
}
