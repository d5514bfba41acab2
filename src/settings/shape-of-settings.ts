import type { BatchSyncSettings } from './schema/batch-sync-settings.js';
import { settingsHash } from './settings-hash.js';

/**
 * A SHA-256 hash (hexadecimal) of the settings that decide what a plan contains: data pool and mapping. Neither the
 * schedule, the bind password nor the page size is part of it, so these may be changed while a plan waits for approval.
 */
export function shapeOf({ dataPool, mapping }: Pick<BatchSyncSettings, 'dataPool' | 'mapping'>): string {
  const { bindPassword: _secret, pageSize: _noEffect, ...pool } = dataPool;
  return settingsHash({ dataPool: pool, mapping });
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
