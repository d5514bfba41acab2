/** What is promised for the way from an address to the first plan, in seconds. */
export const PROMISED_SET_UP = 120;

/**
 * Begins to measure how long it takes to set up a directory. The function that it returns says how many seconds have passed, and
 * prints them.
 */
export function measureSetUp(product: string): () => number {
  const startedAt = performance.now();
  return () => {
    const seconds = (performance.now() - startedAt) / 1_000;
    console.info(`${product}: from the address to the first plan in ${seconds.toFixed(1)} s`);
    return seconds;
  };
}
