import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

/** Texts that COPY could misread as a column, a line, a null, an escape or the end of data. */
const TEXTS = ['a\tb', 'a\nb', 'a\rb', 'a\r\nb', 'a\\b', 'a\\tb', '\\N', '\\.', 'a\n\\.\nb', '\\', '\\x41', `';--"`];

describe.each(KINDS)('text that is copied into %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());

  it('is stored unchanged, including special characters of COPY', async () => {
    const entries = TEXTS.map((title, index) => {
      const id = `person${String(index).padStart(2, '0')}`;
      return anEntry(id, { title }, { dn: `cn=${title},dc=example` });
    });
    const problem = {
      dn: 'cn=a\tb\\',
      stableId: '\\N',
      code: 'VALUE_MISSING',
      params: { attribute: 'a\tb"' },
    } as const;

    const run = await synchronize(host, entries, { problems: [problem] });

    expect(run.counts).toMatchObject({ created: TEXTS.length, problems: 1 });
    const rows = await host.sql<{ title: string; dn: string }>(
      'select u.title, l.dn from identity_user u join directory_link l on l.user_id = u.id::text order by u.user_name',
    );
    expect(rows).toEqual(TEXTS.map((title) => ({ title, dn: `cn=${title},dc=example` })));
    expect((await host.history.problems(run.id)).items).toMatchObject([{ dn: problem.dn, params: problem.params }]);
  });
});
