/** A host in a separate process that uses the built add-on: `node worker-process.ts`, with DATABASE_URL. Runs until it is killed. */
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { NestFactory } from '@nestjs/core';

import { AppUser } from './app-user.ts';

const built = new URL('../../../dist/index.js', import.meta.url).href;
const { LdapAddonBatchSyncModule } = (await import(built)) as typeof import('../../../src/index.js');

class WorkerModule {
  readonly name = 'worker';
}

await NestFactory.createApplicationContext(
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
process.send?.('working');
