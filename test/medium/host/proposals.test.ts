import { afterAll, beforeAll, expect, it } from 'vitest';

import { type FakeHost, fakeHost } from './fake-host.js';
import { NAME } from './fake-names.js';

const JOB = `/api/batch-synchronizations/${NAME}`;

let host: FakeHost;
beforeAll(async () => {
  host = await fakeHost();
});
afterAll(() => host?.remove());

const ask = async (what: string, body: object, user: 'admin' | 'operator' = 'admin') =>
  host
    .http()
    .post(`${JOB}/${what}`)
    .set(await host.token(user))
    .set('Accept-Language', 'de')
    .send(body);

it('a proposal is for administrators, in their language', async () => {
  const { body, status } = await ask('proposal', { filter: '(cn=*)' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    bases: [{ people: { count: 2, isAtLeast: false } }],
    notes: [{ code: 'COMPUTERS_MATCHED', message: 'Der Filter findet auch 1 Computer.' }],
  });
  expect((await ask('proposal', {}, 'operator')).status).toBe(403);
  expect((await ask('proposal', { bases: Array(11).fill('dc=x') })).status).toBe(400);
});

it('certificates are shown with what is wrong and how to mend it', async () => {
  const { body } = await ask('certificates', {});
  expect(body).toMatchObject({
    problems: [{ code: 'TLS_AUTHORITY_UNKNOWN', remedy: expect.stringContaining('PEM') as string }],
    authority: { fingerprint: 'AB:CD' },
  });
  expect((await ask('certificates', {}, 'operator')).status).toBe(403);
});

it.each([`${JOB}/tree`, '/api/data-pools/default/tree'])(
  '%s does not ask the directory for what is no DN',
  async (path) => {
    const tree = async (dn: string) =>
      host
        .http()
        .post(path)
        .set(await host.token())
        .send({ dn });
    const { body, status } = await tree('people');
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 'REQUEST_INVALID',
      errors: [{ field: 'dn', code: 'dnSyntax', message: expect.stringContaining('distinguished name') as string }],
    });
    expect((await tree('ou=people,dc=x')).status).toBe(200);
  },
);

it('both are recorded as checks of the connection, with the server', async () => {
  const { body } = await host
    .http()
    .get('/api/audit?what=connection')
    .set(await host.token());
  const results = (body.items as { what: string; subject: Record<string, unknown> }[]).map(({ subject }) => subject);
  expect(results).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ job: NAME, result: 'proposal', target: ['ldap://localhost'] }),
      expect.objectContaining({ job: NAME, result: 'certificates', target: ['ldap://localhost'] }),
    ]),
  );
});
