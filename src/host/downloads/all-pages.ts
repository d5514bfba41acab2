import type { Page } from '../../index.js';

/** All rows of a list, read page by page while they are sent. */
export async function* allPages<Row>(
  read: (rows: { readonly cursor?: string; readonly limit: number }) => Promise<Page<Row>>,
): AsyncGenerator<Row> {
  let cursor: string | null = null;
  do {
    const page: Page<Row> = await read({ limit: PAGE_SIZE, ...(cursor !== null && { cursor }) });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

const PAGE_SIZE = 200;
