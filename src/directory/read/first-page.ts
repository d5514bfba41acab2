import type { DirectoryConnection } from '../client/directory-connection.js';
import type { PageResponse } from '../client/paged-client.js';
import { RESULT } from '../client/result-codes.js';

/** A smaller page helps against these limits, not against one of time: each attempt would take as long. */
const SIZE_LIMITS: ReadonlySet<number> = new Set([RESULT.sizeLimitExceeded, RESULT.adminLimitExceeded]);
/** Smaller pages do not help against a limit. */
const SMALLEST_PAGE = 10;
const FACTOR = 4;

/** The first page of a search, and how the others are to be requested. */
export interface FirstPage {
  readonly page: PageResponse;
  /** Undefined: the server offers no paging, so the page is the whole result. */
  readonly size: number | undefined;
  /** The largest size that the server refused; null if it refused none. */
  readonly refused: number | null;
}

/**
 * Requests the first page. After a refused one, a smaller one is tried; where paging is not offered, the whole result is
 * requested at once. The page that is returned may be a refusal, too.
 */
export async function requestFirstPage(
  connection: DirectoryConnection,
  attributes: readonly string[],
  pageSize: number,
): Promise<FirstPage> {
  const { announcesPaging } = connection.product;
  let size: number | undefined = pageSize;
  let refused: number | null = null;
  for (;;) {
    const page: PageResponse = await connection.page(attributes, size === undefined ? undefined : { size });
    const next = nextAttempt(size, page, announcesPaging);
    if (!next) return { page, size, refused };
    if (next.size !== undefined) refused ??= pageSize;
    size = next.size;
  }
}

/** Undefined: the page is not requested again. */
function nextAttempt(
  size: number | undefined,
  { status, entries, cookie }: PageResponse,
  announcesPaging: boolean | undefined,
): { readonly size: number | undefined } | undefined {
  if (size === undefined) return undefined;
  if (status === RESULT.unavailableCriticalExtension || status === RESULT.unwillingToPerform)
    return { size: undefined };
  if (SIZE_LIMITS.has(status) && size > SMALLEST_PAGE) {
    return { size: Math.max(SMALLEST_PAGE, Math.floor(size / FACTOR)) };
  }
  // The server ignored the control, or a proxy removed it from the answer: one page cannot be told from the whole result.
  const isAmbiguous = status === RESULT.success && cookie === undefined && entries.length === size;
  return isAmbiguous && announcesPaging !== true ? { size: undefined } : undefined;
}
