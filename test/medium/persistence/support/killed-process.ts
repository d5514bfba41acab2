/**
 * A process that kills itself with SIGKILL before one of its statements, while it does a piece of work:
 * `killed-process.ts URL WORK STATEMENT RUN`. Prints the statement that it does not send any more.
 */
import { writeSync } from 'node:fs';
import { MikroORM } from '@mikro-orm/postgresql';

import { WORKS } from './killed-works.js';
import { MortalDatabase } from './mortal-database.js';
import { servicesOver } from './test-host.js';
import { identityUsers } from './users.js';

const [url = '', name, statement, runId = ''] = process.argv.slice(2);

class DatabaseOfThisProcess extends MortalDatabase {
  override async kill(): Promise<void> {
    writeSync(1, this.last);
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined); // the signal arrives a moment later
  }
}

const orm = await MikroORM.init({ clientUrl: url, entities: [identityUsers.entity as never] });
const host = await servicesOver('PostgreSQL', orm, url, {
  migrate: false,
  through: (own) => new DatabaseOfThisProcess(own, Number(statement)),
});
await WORKS.find((work) => work.name === name)?.perform(host, runId);
await orm.close(true);
