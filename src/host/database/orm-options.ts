import { NullHighlighter, type Options } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PgliteDriver } from '@mikro-orm/pglite';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';

import type { PgliteClient } from '../../index.js';
import type { DatabaseConfig } from '../config/host-config.js';
import { AuditEvent } from './audit-event.entity.js';
import { newApplicationName } from './application-name.js';
import { HostCredential } from './host-credential.entity.js';
import { HostSession } from './host-session.entity.js';
import { IdentityUser } from './identity-user.entity.js';
import { Migration20260101000000Accounts } from './migrations/migration-20260101000000-accounts.js';
import { Migration20261127000000SignInAttempts } from './migrations/migration-20261127000000-sign-in-attempts.js';
import { Migration20261128000000Audit } from './migrations/migration-20261128000000-audit.js';
import { Migration20261128000001OwnSessions } from './migrations/migration-20261128000001-own-sessions.js';

const shared = {
  entities: [IdentityUser, HostCredential, HostSession, AuditEvent],
  extensions: [Migrator],
  highlighter: new NullHighlighter(),
  colors: false,
  discovery: { warnWhenNoEntities: false },
  migrations: {
    tableName: 'host_migration',
    migrationsList: [
      Migration20260101000000Accounts,
      Migration20261127000000SignInAttempts,
      Migration20261128000000Audit,
      Migration20261128000001OwnSessions,
    ],
    snapshot: false,
  },
} satisfies Partial<Options>;

/**
 * Options of MikroORM for the host's database.
 *
 * @param openEmbedded opens the embedded database. Whoever passes it closes that database, after the ORM.
 */
export function ormOptions(database: DatabaseConfig, openEmbedded: () => Promise<PgliteClient>): Partial<Options> {
  return database.kind === 'postgresql'
    ? {
        ...shared,
        driver: PostgreSqlDriver,
        clientUrl: database.url,
        pool: { min: 0, max: 10 },
        driverOptions: { application_name: newApplicationName() },
      }
    : { ...shared, driver: PgliteDriver, dbName: 'postgres', driverOptions: { pglite: openEmbedded } };
}

/** The driver class. Nest's MikroORM module requires it before the options are available. */
export function ormDriver(database: DatabaseConfig): typeof PostgreSqlDriver | typeof PgliteDriver {
  return database.kind === 'postgresql' ? PostgreSqlDriver : PgliteDriver;
}
