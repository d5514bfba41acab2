import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type FakeHost, fakeHost } from './fake-host.js';
import { NAME, UNKNOWN_ID } from './fake-names.js';

let host: FakeHost;
beforeAll(async () => {
  host = await fakeHost();
});
afterAll(() => host?.remove());

const why = async (user: 'admin' | 'operator', query = 'who=x') =>
  host
    .http()
    .get(`/api/why?${query}`)
    .set(await host.token(user))
    .set('Accept-Language', 'de');

describe('why someone is not synchronized', () => {
  it('is said with the reason, the values and the remedies, in the language of the reader', async () => {
    const { body, status } = await why('admin');
    expect(status).toBe(200);
    expect(body).toMatchObject({ job: NAME, who: 'x', asked: ['dc=secret (|(uid=x))'] });
    expect(body.people[0]).toMatchObject({
      verdict: 'FILTER_NOT_MET',
      message: expect.stringContaining('Filter des Jobs'),
      entry: { meetsFilter: false, filter: { filter: '(&(title=*))', parts: [{ filter: '(title=*)', isMet: false }] } },
      mapping: [{ problem: { code: 'VALUE_MISSING', remedy: expect.any(String) } }, { value: 'x' }],
      match: { by: 'link', value: 's', users: [{ userName: 'x' }] },
      user: {
        userName: 'x',
        pins: { userName: { by: null, reason: 'r' } },
        fields: { userName: { value: 'x', writtenBy: { runId: UNKNOWN_ID, at: new Date(5).toISOString() } } },
        links: [],
      },
      next: { kind: null, problem: { code: 'VALUE_MISSING', remedy: expect.any(String) } },
      findings: [{ runId: UNKNOWN_ID, guard: 'vanishingValues', message: expect.stringContaining('170') }],
    });
  });

  it('is said to operators without the settings', async () => {
    const { body, text } = await why('operator');
    expect(body.people[0].entry).toMatchObject({ dn: 'cn=x', meetsFilter: false, filter: null });
    expect(body.asked).toEqual([]);
    expect(body.people[0].mapping).toMatchObject([
      { attribute: null, field: 'lastName' },
      { attribute: null, value: 'x' },
    ]);
    expect(text).not.toMatch(/secret|title=/);
  });

  it.each(['', 'who=', `who=${'x'.repeat(1001)}`, 'who=%00'])('is refused for %j', async (query) => {
    expect((await why('operator', query)).status).toBe(400);
  });
});
