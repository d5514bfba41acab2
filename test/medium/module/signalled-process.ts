/**
 * A host in a separate process that starts a run, executes it, and kills or suspends itself at a stage of it. It uses the
 * built add-on: `node signalled-process.ts STAGE SIGNAL`, with DATABASE_URL or DATA_DIR, and SEED, the settings as JSON.
 * SILENCE_MS is how long PostgreSQL waits for a suspended process. Tells when the run is started, and when it has
 * done with it.
 */
import { PGlite } from '@electric-sql/pglite';
import { MikroOrmModule, type MikroOrmModuleOptions } from '@mikro-orm/nestjs';
import { PgliteDriver } from '@mikro-orm/pglite';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { NestFactory } from '@nestjs/core';

import { AppUser } from './app-user.ts';
import { replaceMethod, signalAt, type Stage } from './signal-at.ts';

const built = new URL('../../../dist/index.js', import.meta.url).href;
const { BatchSyncRuns, LdapAddonBatchSyncModule } = (await import(built)) as typeof import('../../../src/index.js');
const { DATABASE_URL, DATA_DIR, SEED, SILENCE_MS } = process.env;

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
if (SILENCE_MS) {
  await replaceMethod('persistence/database/postgres-session.js', 'PostgresSession', 'connect', (original, session) => {
    Object.assign(session, { silenceMs: Number(SILENCE_MS) });
    return original();
  });
}
await replaceMethod('runs/run-worker.service.js', 'RunWorker', 'executeOrRecover', async (original) => {
  await Promise.resolve(original()).catch(() => undefined);
  process.send?.('done');
});
const [stage, signal] = process.argv.slice(2) as [Stage, 'SIGKILL' | 'SIGSTOP'];
await signalAt(stage, signal);
await app.get(BatchSyncRuns).start('LDAPAddonBatchSync', { mode: 'apply', startedBy: 'ada' });
process.send?.('started');
