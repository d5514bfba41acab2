/**
 * A host in a separate process that uses the built add-on: `node worker-process.ts`, with DATABASE_URL. Runs until it is
 * killed. Starts a run on request, and tells each recovery.
 */
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { NestFactory } from '@nestjs/core';

import { AppUser } from './app-user.ts';

const built = new URL('../../../dist/index.js', import.meta.url).href;
const { BatchSyncRuns, LdapAddonBatchSyncModule } = (await import(built)) as typeof import('../../../src/index.js');

const recovery = new URL('../../../dist/runs/run-recovery.service.js', import.meta.url).href;
const { RunRecovery } = (await import(recovery)) as typeof import('../../../src/runs/run-recovery.service.js');
const original = Object.getOwnPropertyDescriptor(RunRecovery.prototype, 'recover')?.value as () => Promise<void>;
RunRecovery.prototype.recover = async function () {
  await original.call(this);
  process.send?.('recovered');
};

class WorkerModule {
  readonly name = 'worker';
}

const app = await NestFactory.createApplicationContext(
  {
    module: WorkerModule,
    imports: [
      MikroOrmModule.forRoot({
        driver: PostgreSqlDriver,
        clientUrl: process.env['DATABASE_URL'],
        entities: [AppUser],
        ensureDatabase: false,
      }),
      LdapAddonBatchSyncModule.forRoot({
        users: {
          entity: AppUser,
          fields: { userName: 'login', firstName: 'given', lastName: 'family', email: 'mail' },
          state: { property: 'condition', active: 'active' },
        },
        secretKey: new Uint8Array(32).fill(7),
        chunkSize: 10,
      }),
    ],
  },
  { logger: ['error'] },
);
process.on('message', ({ start }: { readonly start: number }) => {
  app
    .get(BatchSyncRuns)
    .start('LDAPAddonBatchSync', { mode: 'apply', startedBy: null })
    .then(
      ({ id }) => ({ runId: id }),
      ({ code, params }: { code: string; params?: { runId?: string } }) => ({
        refused: code,
        blockedBy: params?.runId,
      }),
    )
    .then(
      (outcome) => process.send?.({ answer: start, outcome }),
      () => undefined,
    );
});
process.send?.('working');
