import { Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';

import {
  LdapAddonBatchSyncModule,
  USER_FIELDS,
  type LdapAddonBatchSyncOptions,
  type UserBinding,
  type UserField,
} from '../index.js';
import { HostProcessRegistry } from './admin/host-process-registry.service.js';
import { HostConfig } from './config/host-config.js';
import { roleIncludes } from './config/process-role.js';
import { IdentityUser, type IdentityUserRow } from './database/identity-user.entity.js';
import { PrometheusMetrics } from './monitoring/prometheus-metrics.service.js';
import { notificationChannels } from './notifications/notification-channels.js';
import { HOST_VERSION } from './version.js';

/** The host's implementations of the add-on's extension classes. */
@Module({
  providers: [HostProcessRegistry, PrometheusMetrics],
  exports: [HostProcessRegistry, PrometheusMetrics],
})
export class AddOnExtensionsModule {}

/** Embeds the add-on, as any host does. */
@Global()
@Module({
  imports: [
    ScheduleModule.forRoot(),
    LdapAddonBatchSyncModule.forRootAsync({
      imports: [AddOnExtensionsModule],
      inject: [HostConfig, HostProcessRegistry, PrometheusMetrics],
      useFactory: addOnOptions,
    }),
  ],
  exports: [LdapAddonBatchSyncModule],
})
export class AddOnModule {}

/** Each field of the add-on has a property with the same name. */
const users = {
  entity: IdentityUser,
  fields: Object.fromEntries(USER_FIELDS.map((field) => [field, field])) as Record<UserField, UserField>,
  state: { property: 'state', active: 'active', inactive: 'inactive' },
  attributes: 'attributes',
  source: 'source',
  // The host's accounts are never changed by a synchronization.
  protected: { role: { $ne: null } },
} satisfies UserBinding<IdentityUserRow>;

function addOnOptions(
  config: HostConfig,
  processRegistry: HostProcessRegistry,
  metrics: PrometheusMetrics,
): LdapAddonBatchSyncOptions {
  return {
    users,
    secretKey: config.settingsKey,
    ...(config.seed && { seed: config.seed }),
    ...(config.allowedTargets && { allowedTargets: config.allowedTargets }),
    hostVersion: HOST_VERSION,
    retentionDays: config.runRetention.days,
    retentionRuns: config.runRetention.count,
    lockSeconds: config.userLockSeconds,
    work: roleIncludes(config.role, 'worker'),
    processRegistry,
    metrics,
    notifications: notificationChannels(config.notifications),
  };
}
