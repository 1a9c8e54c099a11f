// The service worker of /reviews: serves the page as it was last loaded, and its files, when there's no network. The page
// itself keeps answers and sounds.
{
  const CACHE = "canary-review";
  const PATIENCE = 5000;
  // TypeScript can't have the types of a page and of a service worker in one project.
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

  /** Return the page from the server, or else from the cache. @param {Request} request */
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

  /** Return a static file; a file of a build never changes. @param {Request} request */
  async function file(request) {
    const cache = await caches.open(CACHE);
    return (await cache.match(request)) ?? (await fetch(request));
  }

  /** Reject after PATIENCE ms. @returns {Promise<never>} */
  function late() {
    return new Promise((_, reject) => setTimeout(() => reject(new Error("the network is too slow")), PATIENCE));
  }
}
