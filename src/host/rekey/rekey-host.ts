import 'reflect-metadata';

import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';

import { SettingsSecrets, type RekeyReport } from '../../index.js';
import { AuditLog } from '../audit/audit-log.service.js';
import type { Actor } from '../audit/audit-record.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { readHostConfig } from '../config/read-host-config.js';
import { APPLICATION_NAME_PREFIX } from '../database/application-name.js';
import { HostSession } from '../database/host-session.entity.js';
import { HostModule } from '../host.module.js';
import { hostLogger } from '../logging/host-logger.js';
import { keyChange, type KeyChange } from './key-change.js';

export interface RekeyOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user of this machine. */
  readonly user: string | null;
  readonly askOldKey: () => Promise<string | undefined>;
}

/**
 * Encrypts all secrets of the settings with a new key and ends all sessions. Throws a `ConfigurationError`,
 * `DataFolderInUse`, or `SECRETS_UNREADABLE`; then nothing was changed.
 */
export async function rekeyHost({ environment, user, askOldKey }: RekeyOptions): Promise<RekeyReport> {
  const change = await keyChange(environment, askOldKey);
  let isChanged = false;
  try {
    const context = await open(environment, change);
    try {
      const em = context.get(EntityManager, { strict: false });
      await assertAlone(em);
      const report = await context.get(SettingsSecrets, { strict: false }).rekey(change.from, change.to);
      isChanged = true;
      await endSessions(context, report, user);
      change.complete();
      return report;
    } finally {
      await context.close();
    }
  } catch (error) {
    if (!isChanged) change.abandon();
    throw error;
  }
}

async function open(environment: RekeyOptions['environment'], { to }: KeyChange): Promise<INestApplicationContext> {
  const variables = { LOG_LEVEL: 'error', ...environment, SETTINGS_KEY: to, ROLE: 'all' };
  // Without the seed, which would be stored and encrypted with the new key.
  const config = Object.assign(readHostConfig(variables), { role: 'operator', seed: undefined });
  const context = await NestFactory.createApplicationContext(HostModule.withoutHttp(config), {
    abortOnError: false,
    bufferLogs: true,
    autoFlushLogs: false,
  });
  context.useLogger(await hostLogger(context));
  context.flushLogs();
  return context;
}

/** A host that still has the old key could neither decrypt the settings nor encrypt them for others. */
async function assertAlone(em: EntityManager): Promise<void> {
  const rows = await (em as SqlEntityManager).fork().execute<unknown[]>(
    `select distinct application_name from pg_stat_activity
     where datname = current_database() and application_name like ?
       and application_name <> current_setting('application_name')`,
    [`${APPLICATION_NAME_PREFIX}%`],
  );
  if (rows.length === 0) return;
  const reason = `the database is in use by ${rows.length} other process(es) of the host. Stop them first`;
  throw new ConfigurationError([{ variable: 'DATABASE_URL', reason }]);
}

/** Cookies are signed with a key that is derived from the settings key. Tokens end with them. */
async function endSessions(
  context: INestApplicationContext,
  { reencrypted }: RekeyReport,
  user: string | null,
): Promise<void> {
  const actor: Actor = { who: user, role: null, by: 'command-line', address: null, requestId: null };
  await context
    .get(AuditLog, { strict: false })
    .commit({ actor, what: 'key.rekey', subject: { values: reencrypted } }, (em) => em.nativeDelete(HostSession, {}));
}
