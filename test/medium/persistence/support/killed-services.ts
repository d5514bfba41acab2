import { type Killed, type Work } from './killed-works.js';
import { MortalDatabase } from './mortal-database.js';
import { servicesOver, type TestHost } from './test-host.js';

/** Services of another process over the same database, which end as if the process were killed before a statement. */
export async function killServicesAt(host: TestHost, work: Work, statement: number, runId: string): Promise<Killed> {
  let database: MortalDatabase | undefined;
  const dying = await servicesOver(host.kind, host.orm, host.url, {
    migrate: false,
    through: (own) => (database = new MortalDatabase(own, statement)),
  });
  try {
    await work.perform(dying, runId);
    return { survived: true, last: '' };
  } catch (error) {
    if (!database?.isKilled) throw error;
    return { survived: false, last: database.last };
  }
}
