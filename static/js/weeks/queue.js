// The order of requests. This module doesn't touch the page.

/**
 * Return a function that runs tasks one after the other, in the order in which they came. A task that fails doesn't stop
 * those after it.
 */
export function queue() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return (/** @type {() => unknown} */ task) => {
    last = last.then(task).catch(() => undefined);
    return last;
  };
}

/** Return a function that numbers requests; what it returns tells whether no later request was made meanwhile. */
export function latest() {
  let made = 0;
  return () => {
    made += 1;
    const mine = made;
    return () => mine === made;
  };
}
