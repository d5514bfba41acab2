import { Injectable } from '@nestjs/common';

import type { DataPoolVersion } from '../../contract/data-pools.js';
import type { SettingsVersion } from '../../contract/jobs.js';
import type { Page, RowsRequest } from '../../contract/run-rows.js';
import type { SettingChange } from '../../contract/settings-comparison.js';
import { SettingsStore } from '../../contract/settings-store.js';
import { isSecret } from '../comparison/compare-settings.js';
import { savedBy } from '../saved-by.js';
import { settingsVersionUnknown } from '../settings-errors.js';
import { versionsPage } from '../versions-page.js';
import { DataPoolSettingsService } from './data-pool-settings.service.js';
import { DataPoolStore, type StoredPool, toPool } from './data-pool-store.service.js';
import { poolKey } from './setting-keys.js';

/** The versions of data pools, without secrets. */
@Injectable()
export class DataPoolVersions {
  constructor(
    private readonly store: SettingsStore,
    private readonly pools: DataPoolStore,
    private readonly settings: DataPoolSettingsService,
  ) {}

  /** Newest first. Throws `CURSOR_INVALID`. */
  page(name: string, rows: RowsRequest): Promise<Page<SettingsVersion>> {
    return versionsPage(this.store, poolKey(name), rows, (row, before) => ({
      version: row.version,
      changedAt: row.changedAt,
      changedBy: savedBy(row),
      changes: before ? this.changes(toPool(name, before), toPool(name, row)) : null,
    }));
  }

  /**
   * Throws `SETTINGS_VERSION_UNKNOWN`.
   *
   * @param inForce the stored data pool, with which the version is compared.
   */
  async get(inForce: StoredPool | undefined, name: string, version: number): Promise<DataPoolVersion> {
    const found = await this.pools.version(name, version);
    if (!found || !inForce) throw settingsVersionUnknown(version);
    const { row, description } = found;
    return {
      name,
      description,
      version,
      settings: this.settings.withoutSecrets(found),
      changedAt: row.changedAt,
      changedBy: savedBy(row),
      errors: this.settings.withUnsaved(name, found).errors,
      // Restoring a version keeps the stored secrets.
      changes: this.settings.changesBetween(inForce, found).filter(({ field }) => !isSecret(field)),
    };
  }

  private changes(before: StoredPool, after: StoredPool): readonly SettingChange[] {
    const described: SettingChange = {
      field: 'description',
      before: before.description,
      after: after.description,
      effect: 'none',
    };
    const isDescribed = before.description !== after.description;
    return [...(isDescribed ? [described] : []), ...this.settings.changesBetween(before, after)];
  }
}
