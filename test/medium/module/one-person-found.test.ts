import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, pgliteDatabase, postgresDatabase } from './a-host.js';

let directory: Directory;
let database: HostDatabase;
let host: Host;

beforeAll(async () => {
  directory = await Directory.start('ada', 'grace');
});

afterEach(async () => {
  await host.stop();
  await database.drop();
});

afterAll(() => directory.stop());

async function addUser(login: string, mail: string | null = null): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    `insert into app_user (login, mail, condition) values ('${login}', ${mail ? `'${mail}'` : 'null'}, 'active')
     returning user_no::text as id`,
  );
  return row?.id ?? '';
}

const start = (only: string) => host.runs.start(JOB, { mode: 'apply', startedBy: 'test', only });

describe.each([
  ['PostgreSQL', postgresDatabase],
  ['PGlite', pgliteDatabase],
])('one person is found, on %s', (_, open) => {
  beforeEach(async () => {
    database = await open();
    host = await Host.start(database, { seed: directory.settings });
  });

  it('by the name of a user without a link, never by the text of the key', async () => {
    const key = await addUser('ada');
    await directory.addPerson(key);
    try {
      const { id } = await start(key);
      expect(await host.ended(id)).toMatchObject({ only: directory.dn('ada'), status: 'succeeded' });
    } finally {
      await directory.slapd.delete(directory.dn(key));
    }
    const unknown = await addUser('nobody-has-this-name');
    await expect(start(unknown)).rejects.toMatchObject({ code: 'PERSON_NOT_FOUND' });
  });

  it('among users with a link first', async () => {
    for (let index = 0; index < 6; index += 1) await addUser(`other-${index}`, 'shared@example.org');
    await host.run();
    await database.query(`update app_user set mail = 'shared@example.org' where login = 'ada'`);
    const { id } = await start('shared@example.org');
    expect(await host.ended(id)).toMatchObject({ only: directory.dn('ada') });
  });
});
