import { readIncomplete, readRefused, searchRefused, type SearchContext } from '../client/directory-errors.js';
import type { PageResponse } from '../client/paged-client.js';
import { RESULT } from '../client/result-codes.js';

/** A server may send empty pages with a cookie (RFC 2696 section 3), but not indefinitely. */
const MAX_EMPTY_PAGES = 1_000;

export interface PagingExpectation {
  readonly search: SearchContext;
  /** Undefined: the whole result was requested at once. */
  readonly pageSize: number | undefined;
  readonly announcesPaging: boolean | undefined;
}

/**
 * Decides after each page whether there is a next one. Rejects every response after which it is not certain that all
 * entries were read.
 *
 * When the first response has no paging control, there are two explanations. The server ignored the control and
 * returned all entries, or a proxy removed it and this is only the first page. The response counts as complete when it
 * is empty, when it was requested without paging, or when the server does not announce paging and the response is not exactly one page long.
 */
export class PagingVerifier {
  private pages = 0;
  private entries = 0;
  private consecutiveEmptyPages = 0;
  private isPaged = false;

  constructor(private readonly expected: PagingExpectation) {}

  /** Whether the server paged. */
  get paged(): boolean {
    return this.isPaged;
  }

  /** Returns the cookie of the next page; undefined after the last page. Throws when the read may be incomplete. */
  verify(page: PageResponse): Buffer | undefined {
    this.assertSuccess(page);
    this.pages += 1;
    this.entries += page.entries.length;
    if (page.cookie === undefined) return this.verifyWithoutControl(page);

    this.isPaged = true;
    if (page.cookie.length === 0) return undefined;
    this.consecutiveEmptyPages = page.entries.length === 0 ? this.consecutiveEmptyPages + 1 : 0;
    if (this.consecutiveEmptyPages > MAX_EMPTY_PAGES) {
      throw readIncomplete(this.expected.search, 'too many empty pages');
    }
    return page.cookie;
  }

  private assertSuccess(page: PageResponse): void {
    if (page.status === RESULT.success) return;
    const { search } = this.expected;
    const isFirst = this.entries === 0 && page.entries.length === 0;
    throw isFirst ? searchRefused(search, page) : readRefused(search, page);
  }

  private verifyWithoutControl({ entries }: PageResponse): undefined {
    const { search, pageSize, announcesPaging } = this.expected;
    const isFirst = this.pages === 1;
    if (pageSize === undefined && isFirst) return;
    const mayBeOnePage = announcesPaging === true || entries.length === pageSize;
    if (!isFirst || (entries.length > 0 && mayBeOnePage)) {
      throw readIncomplete(search, 'no paging control in the response');
    }
  }
}
