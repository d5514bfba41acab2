/**
 * A host in a separate process that uses the built add-on: `node worker-process.ts`, with DATABASE_URL. Runs until it is
 * killed. Does what it is asked for, tells each recovery, and that it is alive as often as it should recover.
 */
import { MikroORM } from '@mikro-orm/core';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { NestFactory } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';

import type { Run } from '../../../src/index.js';
import { AppUser } from './app-user.ts';
import type { Outcome, Request } from './worker-pool.ts';

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
      ScheduleModule.forRoot(),
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
const JOB = 'LDAPAddonBatchSync';
const runs = app.get(BatchSyncRuns);

async function perform({ operation, runId = '' }: Request): Promise<Run> {
  switch (operation) {
    case 'start':
      return runs.start(JOB, { mode: 'apply', startedBy: null });
    case 'plan':
      return runs.start(JOB, { mode: 'plan', startedBy: null });
    case 'approve': {
      const { hash } = await runs.get(runId);
      return runs.approve(runId, { hash: hash ?? '', reason: 'as planned', approvedBy: 'olga' });
    }
    case 'cancel':
      return runs.cancel(runId, 'olga');
    default:
      return runs.resume(runId, 'olga');
  }
}

process.on('message', (request: Request) => {
  perform(request)
    .then(
      ({ id }): Outcome => ({ runId: id }),
      ({ code, params }: { code: string; params?: { runId?: string } }): Outcome => ({
        refused: code,
        blockedBy: params?.runId,
      }),
    )
    .then(
      (outcome) => process.send?.({ answer: request.number, outcome }),
      () => undefined,
    );
});
/** A turn that recovery has, too: with a timer and an answer of the database. */
async function tellTurn(): Promise<void> {
  await app.get(MikroORM).em.getConnection().execute('select 1');
  process.send?.('alive');
}
setInterval(() => void tellTurn().catch(() => undefined), 2000);
process.send?.('working');
