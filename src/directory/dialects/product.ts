import { PAGED_RESULTS } from '../wire/response.js';
import { type Dialect, dialectOf, type RootDse } from './dialects.js';

/** What the root DSE of a server says about it. */
export interface Product {
  readonly dialect: Dialect;
  /** Whether it announces paged results; undefined when the supported controls are not readable. */
  readonly announcesPaging: boolean | undefined;
  /** The DNs of the trees that the server holds; empty when they are not readable. */
  readonly namingContexts: readonly string[];
}

/** @param root undefined when the root DSE is not readable. */
export function productOf(root: RootDse | undefined): Product {
  return {
    dialect: dialectOf(root ?? new Map()),
    announcesPaging: root?.get('supportedcontrol')?.includes(PAGED_RESULTS),
    namingContexts: root?.get('namingcontexts') ?? [],
  };
}
