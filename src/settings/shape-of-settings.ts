import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_DATA_POOL } from '../contract/data-pool-names.js';
import { DEFAULT_MATCHING, DEFAULT_RELEASED_NAME } from '../contract/matching.js';
import type { BatchSyncSettings } from './schema/batch-sync-settings.js';
import type { DirectorySource } from './schema/directory-source.js';
import type { SearchSettings } from './schema/search-settings.js';
import { settingsHash } from './settings-hash.js';

type MatchingSettings = Pick<BatchSyncSettings, 'matching' | 'matchingOtherPools' | 'releasedName'>;
/** What decides what a plan contains. */
export type ShapingSettings = Pick<BatchSyncSettings, 'dataPool' | 'search' | 'mapping'> & MatchingSettings;

/**
 * A SHA-256 hash (hexadecimal) of the settings that decide what a plan contains: data pool, search,
 * mapping and matching rules. The
 * schedule, the bind password and how people are read (page size, time-outs, TLS version) are not part of it, so these may be
 * changed while a plan waits for approval. Plans of versions that had the search in the data pool have the same hash, and so do those of
 * versions without matching rules.
 */
export function shapeOf({ dataPool: pool, search, mapping, ...rules }: ShapingSettings): string {
  const { tls, authentication, ...dataPool } = withoutSettingsOfReading({ dataPool: pool, search });
  const { mode, ca, clientCertificate } = tls;
  const signsIn = authentication === 'external' ? { authentication, clientCertificate } : {};
  return settingsHash({
    dataPool: { ...dataPool, ...signsIn, tls: { mode, ca } },
    mapping,
    ...matchingOtherThanDefault(rules),
  });
}

/** How users are found, and named when they give up a name. A setting that has its default is left out, as in versions that did not have it. */
export function matchingOtherThanDefault({
  matching,
  matchingOtherPools,
  releasedName,
}: MatchingSettings): Partial<MatchingSettings> {
  return {
    ...(!isDeepStrictEqual(matching, DEFAULT_MATCHING) && { matching }),
    ...(matchingOtherPools && { matchingOtherPools }),
    ...(releasedName !== DEFAULT_RELEASED_NAME && { releasedName }),
  };
}

type Statements = Pick<SearchSettings, 'bases' | 'exclusions'>;
type SettingsOfReading = 'name' | 'bindPassword' | 'pageSize' | 'connectSeconds' | 'responseSeconds' | 'canaries';

/** Data pool and search without the settings that decide how people are read, and neither who they are nor what they have. */
export function withoutSettingsOfReading({
  dataPool,
  search,
}: DirectorySource): Omit<DirectorySource['dataPool'], SettingsOfReading> &
  Omit<SearchSettings, SettingsOfReading | keyof Statements> & { readonly name?: string } {
  const {
    name,
    bindPassword: _secret,
    pageSize: _size,
    connectSeconds: _connect,
    responseSeconds: _response,
    ...pool
  } = dataPool;
  const { canaries: _canaries, bases, exclusions, ...others } = search;
  // The first data pool had no name before 0.5.0.
  return { ...(name !== DEFAULT_DATA_POOL && { name }), ...pool, ...statementsOf({ bases, exclusions }), ...others };
}

/** A single base, or none, as versions before several bases wrote it, so that it has the same hash. */
function statementsOf(statements: Statements): Statements | { readonly baseDn: string } {
  const { bases, exclusions } = statements;
  const [base, ...others] = bases;
  const isPlain = others.length === 0 && exclusions.length === 0 && (!base || base.scope === 'subtree');
  return isPlain ? { baseDn: base?.dn ?? '' } : statements;
}

/**
 * The same for a plan with settings that were not saved. The limits that judged it are part of it, so that it can be approved
 * only once they are the saved ones, too.
 */
export function shapeOfPreview({ limits, ...settings }: ShapingSettings & Pick<BatchSyncSettings, 'limits'>): string {
  return settingsHash({ shape: shapeOf(settings), limits });
}
