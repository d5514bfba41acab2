import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type FakeHost, fakeHost } from './fake-host.js';
import { NAME } from './fake-names.js';

let host: FakeHost;
beforeAll(async () => {
  host = await fakeHost();
});
afterAll(() => host?.remove());

const send = async (what: 'preview' | 'try-row', body: object) =>
  host
    .http()
    .post(`/api/batch-synchronizations/${NAME}/${what}`)
    .set(await host.token('admin'))
    .set('Accept-Language', 'de')
    .send(body);

describe('the preview of one person', () => {
  it('has the reason, the problems and the remedies in the language of the reader', async () => {
    const { body, status } = await send('preview', { search: 'x' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      directoryError: { code: 'LDAP_UNREACHABLE', message: expect.stringContaining('ldap://x') },
      entries: [{ dn: 'cn=x', inactivity: { message: expect.stringContaining('deaktiviert') } }],
      person: {
        verdict: 'INACTIVE',
        message: expect.stringContaining('nicht aktiv'),
        entry: { filter: { filter: '(uid=*)' }, meetsFilter: true },
        next: { problem: { code: 'VALUE_MISSING', remedy: expect.any(String) } },
        rows: [
          {
            attribute: 'mail',
            outcome: 'kept',
            problem: { code: 'VALUE_INVALID', message: expect.any(String) },
            stages: [
              { stage: 'source', values: [{ text: 'x', bytes: 2 }] },
              { stage: 'step', conversion: 'trim' },
            ],
            tried: [{ problem: { code: 'VALUE_INVALID', remedy: expect.any(String) } }],
          },
        ],
      },
    });
  });

  it('is on record, without the person', async () => {
    await send('preview', { dn: 'uid=secret-person,dc=x' });
    const { body } = await host
      .http()
      .get('/api/audit?what=connection.preview')
      .set(await host.token('admin'));
    expect(body.items[0]).toMatchObject({ what: 'connection.preview', outcome: 'done', subject: { job: NAME } });
    expect(JSON.stringify(body)).not.toContain('secret-person');
  });

  it.each([{}, { search: '' }, { dn: 'dc=x', search: 'x' }, { search: 'x'.repeat(1001) }, { search: 'x', more: 1 }])(
    'is refused for %j',
    async (body) => {
      expect((await send('preview', body)).status).toBe(400);
    },
  );
});

describe('the trial of a row', () => {
  const row = { attribute: 'mail', field: 'email', required: false };

  it('says what the row makes of typed values, or what is wrong with the row', async () => {
    const tried = await send('try-row', { row, values: { mail: ['x'] } });
    expect(tried.status).toBe(200);
    expect(tried.body).toMatchObject({ row: { outcome: 'kept' }, errors: [] });
    const refused = await send('try-row', { row: {}, search: 'x' });
    expect(refused.body).toMatchObject({ row: null, errors: [{ field: 'field', code: 'required' }] });
  });

  it.each([
    { row },
    { values: { mail: ['x'] } },
    { row, values: { mail: 'x' } },
    { row, values: { mail: [1] } },
    { row, values: { mail: ['x'.repeat(10_001)] } },
    { row, values: { mail: Array.from({ length: 101 }, () => 'x') } },
    { row, values: ['x'] },
    { row, values: { mail: ['x'] }, search: 'x' },
  ])('is refused without a row, or with values that are too many or none: %#', async (body) => {
    expect((await send('try-row', body)).status).toBe(400);
  });
});
