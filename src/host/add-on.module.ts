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
import { RegistryModule } from './admin/registry.module.js';
import { HostConfig } from './config/host-config.js';
import { roleIncludes } from './config/process-role.js';
import { IdentityUser, type IdentityUserRow } from './database/identity-user.entity.js';
import { MetricsModule } from './monitoring/metrics.module.js';
import { PrometheusMetrics } from './monitoring/prometheus-metrics.service.js';
import { HOST_VERSION } from './version.js';

/** Embeds the add-on, as any host does. */
@Global()
@Module({
  imports: [
    ScheduleModule.forRoot(),
    LdapAddonBatchSyncModule.forRootAsync({
      imports: [RegistryModule, MetricsModule],
      inject: [HostConfig, HostProcessRegistry, PrometheusMetrics],
      useFactory: addOnOptions,
    }),
  ],
  exports: [LdapAddonBatchSyncModule],
})
export class AddOnModule {}

/** Every field of the add-on has a property of the same name here. */
const users = {
  entity: IdentityUser,
  fields: Object.fromEntries(USER_FIELDS.map((field) => [field, field])) as Record<UserField, UserField>,
  state: { property: 'state', active: 'active' },
  attributes: 'attributes',
  source: 'source',
  // Whoever signs in here is the host's own, never the directory's.
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
    hostVersion: HOST_VERSION,
    work: roleIncludes(config.role, 'worker'),
    processRegistry,
    metrics,
  };
}
