/** The page may fail while the previous one is being processed. The failure is reported when the page is awaited. */
export function prefetch<T>(page: Promise<T>): Promise<T> {
  page.catch(() => undefined);
  return page;
}
