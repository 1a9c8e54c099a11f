// The service worker of /reviews. When there's no network, it serves the last version of the page and its files from
// the cache. The page itself stores answers and sounds.
{
  const CACHE = "canary-review";
  const PATIENCE = 5000; // ms
  // TypeScript can't combine the types of pages and of service workers in one project, so this is `any`.
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

  /**
   * Return the page from the server, or from the cache if the server fails or takes longer than PATIENCE.
   * @param {Request} request
   */
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

  /** Return a static file, from the cache if possible: files of a build never change. @param {Request} request */
  async function file(request) {
    const cache = await caches.open(CACHE);
    return (await cache.match(request)) ?? (await fetch(request));
  }

  /** Reject after PATIENCE ms. @returns {Promise<never>} */
  function late() {
    return new Promise((_, reject) => setTimeout(() => reject(new Error("the network is too slow")), PATIENCE));
  }
}
