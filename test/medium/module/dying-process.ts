/**
 * A host in a separate process that starts a run, executes it, and kills itself at a stage of it. It uses the built
 * add-on: `node dying-process.ts STAGE`, with DATABASE_URL or DATA_DIR, and SEED, the settings as JSON.
 */
import { PGlite } from '@electric-sql/pglite';
import { MikroOrmModule, type MikroOrmModuleOptions } from '@mikro-orm/nestjs';
import { PgliteDriver } from '@mikro-orm/pglite';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { NestFactory } from '@nestjs/core';

import { AppUser } from './app-user.ts';
import { dieAt, type Stage } from './die-at.ts';

const built = new URL('../../../dist/index.js', import.meta.url).href;
const { BatchSyncRuns, LdapAddonBatchSyncModule } = (await import(built)) as typeof import('../../../src/index.js');
const { DATABASE_URL, DATA_DIR, SEED } = process.env;

class HostModule {
  readonly name = 'host';
}

const database: MikroOrmModuleOptions = DATABASE_URL
  ? { driver: PostgreSqlDriver, clientUrl: DATABASE_URL }
  : { driver: PgliteDriver, dbName: 'postgres', driverOptions: { pglite: await PGlite.create(DATA_DIR ?? '') } };

const app = await NestFactory.createApplicationContext(
  {
    module: HostModule,
    imports: [
      MikroOrmModule.forRoot({ ...database, entities: [AppUser], ensureDatabase: false }),
      LdapAddonBatchSyncModule.forRoot({
        users: {
          entity: AppUser,
          fields: { userName: 'login', firstName: 'given', lastName: 'family', email: 'mail' },
          state: { property: 'condition', active: 'active' },
        },
        secretKey: new Uint8Array(32).fill(7),
        chunkSize: 10,
        seed: JSON.parse(SEED ?? '{}') as Record<string, unknown>,
      }),
    ],
  },
  { logger: ['error'] },
);
await dieAt(process.argv[2] as Stage);
await app.get(BatchSyncRuns).start('LDAPAddonBatchSync', { mode: 'apply', startedBy: 'ada' });
