import { readIncomplete, searchRefused, type SearchContext } from '../client/directory-errors.js';
import type { PageAnswer } from '../client/paged-client.js';
import { RESULT, resultCodeName } from '../client/result-codes.js';

/** A server may send empty pages with a cookie (RFC 2696 section 3), but not for ever. */
const MOST_EMPTY_PAGES = 1_000;

export interface PagingExpectation {
  readonly search: SearchContext;
  readonly pageSize: number;
  readonly announcesPaging: boolean | undefined;
}

/**
 * Says after each page whether there is a next one, and refuses every answer that leaves it in doubt whether all was
 * read.
 *
 * A server that leaves the paging control out of its first answer has either ignored it, and then all entries are here,
 * or somebody on the way has dropped it, and then this may be the first page of many. It counts as whole when the
 * server does not announce paging and the answer is not as long as exactly one page, or when it is empty.
 */
export class PagingVerifier {
  private pages = 0;
  private entries = 0;
  private emptyInARow = 0;
  private isPaged = false;

  constructor(private readonly rules: PagingExpectation) {}

  /** Whether the server paged. */
  get paged(): boolean {
    return this.isPaged;
  }

  /** The cookie to ask for the next page with; undefined when this was the last. Throws when that is not certain. */
  next(answer: PageAnswer): Buffer | undefined {
    this.refuseFailure(answer);
    this.pages += 1;
    this.entries += answer.entries.length;
    if (answer.cookie === undefined) return this.withoutControl(answer);

    this.isPaged = true;
    if (answer.cookie.length === 0) return undefined;
    this.emptyInARow = answer.entries.length === 0 ? this.emptyInARow + 1 : 0;
    if (this.emptyInARow > MOST_EMPTY_PAGES) throw readIncomplete(this.rules.search, 'endless empty pages');
    return answer.cookie;
  }

  private refuseFailure({ status, diagnostic, entries }: PageAnswer): void {
    if (status === RESULT.success) return;
    const { search: question } = this.rules;
    if (this.entries === 0 && entries.length === 0) throw searchRefused(question, status, diagnostic);
    const reason = resultCodeName(status);
    throw readIncomplete(question, reason, new Error(diagnostic === '' ? reason : `${reason}: ${diagnostic}`));
  }

  private withoutControl({ entries }: PageAnswer): undefined {
    const { search: question, pageSize, announcesPaging } = this.rules;
    const isFirst = this.pages === 1;
    const mayBeOnePage = announcesPaging === true || entries.length === pageSize;
    if (!isFirst || (entries.length > 0 && mayBeOnePage))
      throw readIncomplete(question, 'no paging control in the answer');
  }
}
