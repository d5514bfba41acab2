import type { BatchSyncSettings } from './schema/batch-sync-settings.js';
import type { DataPoolSettings } from './schema/data-pool-settings.js';
import { settingsHash } from './settings-hash.js';

/**
 * A SHA-256 hash (hexadecimal) of the settings that decide what a plan contains: data pool and mapping. The
 * schedule, the bind password and how people are read (page size, time-outs, TLS version) are not part of it, so these may be changed while a plan waits for approval.
 */
export function shapeOf({ dataPool, mapping }: Pick<BatchSyncSettings, 'dataPool' | 'mapping'>): string {
  const { tls, ...pool } = withoutSettingsOfReading(dataPool);
  const { mode, ca } = tls;
  return settingsHash({ dataPool: { ...pool, tls: { mode, ca } }, mapping });
}

/** The settings that decide how people are read, and neither who they are nor what they have. */
export function withoutSettingsOfReading({
  bindPassword: _secret,
  pageSize: _pageSize,
  connectSeconds: _connect,
  responseSeconds: _response,
  canaries: _canaries,
  ...dataPool
}: DataPoolSettings): Omit<
  DataPoolSettings,
  'bindPassword' | 'pageSize' | 'connectSeconds' | 'responseSeconds' | 'canaries'
> {
  return dataPool;
}

/**
 * The same for a plan with settings that were not saved. The limits that judged it are part of it, so that it can be approved
 * only once they are the saved ones, too.
 */
export function shapeOfPreview({
  limits,
  ...settings
}: Pick<BatchSyncSettings, 'dataPool' | 'mapping' | 'limits'>): string {
  return settingsHash({ shape: shapeOf(settings), limits });
}
