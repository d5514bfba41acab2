import { SyncError } from '../../contract/sync-error.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { isFailover } from '../client/fail-over.js';
import type { PageResponse } from '../client/paged-client.js';
import { changedSince } from './count-entries.js';
import { PagingVerifier } from './paging-verifier.js';

/**
 * The entries that were created, changed or moved since a read started, and shortly before, below the base that was entered last.
 * None if the server refuses the search.
 *
 * @param size of the pages; undefined: without paging.
 */
export async function* pagesChangedSince(
  connection: DirectoryConnection,
  startedAt: Date,
  attributes: readonly string[],
  size: number | undefined,
): AsyncGenerator<PageResponse> {
  const { announcesPaging, dialect } = connection.product;
  const filter = changedSince(connection.filter(), startedAt, dialect.modified);
  const verifier = new PagingVerifier({ search: connection.search, pageSize: size, announcesPaging });
  let cookie: Buffer | undefined;
  try {
    do {
      const page = await connection.page(attributes, size === undefined ? undefined : { size, cookie }, filter);
      cookie = verifier.verify(page);
      yield page;
    } while (cookie);
  } catch (error) {
    if (!(error instanceof SyncError) || isFailover(error)) throw error;
  }
}
