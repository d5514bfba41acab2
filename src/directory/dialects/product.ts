import { PAGED_RESULTS } from '../wire/response.js';
import type { DialectChoice } from '../../settings/schema/data-pool-settings.js';
import type { Dialect } from './dialect.js';
import { dialectOf, type RootDse } from './dialects.js';

/** What the root DSE of a server says about it. */
export interface Product {
  readonly dialect: Dialect;
  /** Whether it announces paged results; undefined when the supported controls are not readable. */
  readonly announcesPaging: boolean | undefined;
  /** Whether the root DSE is readable, or the settings name the dialect. */
  readonly isKnown: boolean;
  /** The DNs of the trees that the server holds; empty when they are not readable. */
  readonly namingContexts: readonly string[];
  /** The tree with the people, if the server names it, as Active Directory and 389 Directory Server do. */
  readonly defaultNamingContext: string | undefined;
  /** The entry with the schema of the people, if the server names it. */
  readonly schemaDn: string | undefined;
  /** The tree that describes the forest, in Active Directory. */
  readonly configurationNamingContext: string | undefined;
}

/** The base of a data pool without one: the default naming context, else the only one; undefined if there is no such. */
export function rootBaseOf({ namingContexts, defaultNamingContext }: Product): string | undefined {
  return defaultNamingContext ?? (namingContexts.length === 1 ? namingContexts[0] : undefined);
}

/**
 * @param root undefined when the root DSE is not readable.
 * @param choice the dialect of the data pool.
 */
export function productOf(root: RootDse | undefined, choice?: DialectChoice): Product {
  return {
    dialect: dialectOf(root ?? new Map(), choice),
    isKnown: root !== undefined || (choice !== undefined && choice !== 'automatic'),
    announcesPaging: root?.get('supportedcontrol')?.includes(PAGED_RESULTS),
    // An empty name would be the root DSE itself.
    namingContexts: (root?.get('namingcontexts') ?? []).filter((name) => name !== ''),
    defaultNamingContext: root?.get('defaultnamingcontext')?.find((name) => name !== ''),
    schemaDn: root?.get('subschemasubentry')?.find((name) => name !== ''),
    configurationNamingContext: root?.get('configurationnamingcontext')?.[0],
  };
}
