import { EntityManager } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { IdentityUser } from '../../../src/host/database/identity-user.entity.js';
import { NAME, UNKNOWN_ID } from './fake-names.js';
import { aRun } from './fake-runs.js';
import { type FakeHost, fakeHost } from './fake-host.js';

let host: FakeHost;
let operator: { Authorization: string };
beforeAll(async () => {
  host = await fakeHost();
  operator = await host.token('operator');
});
afterAll(() => host?.remove());

const get = (path: string) => host.http().get(`/api/${path}`).set(operator);
const post = (path: string, body: object = {}) => host.http().post(`/api/${path}`).set(operator).send(body);
const JOB = `batch-synchronizations/${NAME}`;

describe('the jobs', () => {
  it('are listed with the errors in their settings', async () => {
    const { body } = await get('batch-synchronizations').expect(200);
    expect(body).toMatchObject([
      { symbolicName: NAME, settingsErrors: [{ field: 'schedule.expression', code: 'nobodyKnowsThis' }] },
    ]);
  });

  it('are described in the language of Accept-Language', async () => {
    const { body } = await get('batch-synchronizations').set('Accept-Language', 'de').expect(200);
    expect(body[0].description).toMatch(/^Liest /);
  });

  it('are cached until an event invalidates them', async () => {
    await get('batch-synchronizations').expect(200);
    const asked = host.jobs.listed;
    await get('batch-synchronizations').expect(200);
    expect(host.jobs.listed).toBe(asked);
    await host.events.invalidate(['batch-synchronizations']);
    await get('batch-synchronizations').expect(200);
    expect(host.jobs.listed).toBe(asked + 1);
  });

  it('are loaded again after Clear cache', async () => {
    await get('batch-synchronizations').expect(200);
    const asked = host.jobs.listed;
    const { body } = await post('cache/clear').expect(200);
    expect(body).toContainEqual(expect.objectContaining({ cache: 'batch-synchronizations', entries: 0 }));
    await get('batch-synchronizations').expect(200);
    expect(host.jobs.listed).toBe(asked + 1);
    expect((await get('cache').expect(200)).body).toContainEqual({
      cache: 'batch-synchronizations',
      generation: host.events.numbers['batch-synchronizations'],
      entries: 1,
      cachedAt: expect.any(String),
    });
  });
});

describe('a run', () => {
  it('is started with the name of the user', async () => {
    const { body } = await post(`${JOB}/runs`, { mode: 'plan' }).expect(202);
    expect(body).toMatchObject({ status: 'queued', symbolicName: NAME });
    expect(host.runs.startedWith).toEqual({ mode: 'plan', startedBy: 'operator' });
  });

  it('is not started while another run is in progress, which is returned', async () => {
    host.runs.conflictingRun = host.runs.add(aRun({ status: 'reading' }));
    const { body } = await post(`${JOB}/runs`, { mode: 'apply' }).expect(409);
    expect(body).toMatchObject({
      code: 'RUN_IN_PROGRESS',
      run: { id: host.runs.conflictingRun.id, status: 'reading' },
    });
    expect(body.message).toContain(host.runs.conflictingRun.id);
    host.runs.conflictingRun = undefined;
  });

  it('is not started while an unknown run is in progress', async () => {
    host.runs.conflictingRun = aRun({ id: '' });
    const { body } = await post(`${JOB}/runs`, { mode: 'apply' }).set('Accept-Language', 'de').expect(409);
    expect(body).toMatchObject({ code: 'RUN_IN_PROGRESS', message: expect.any(String) });
    expect(body).not.toHaveProperty('run');
    host.runs.conflictingRun = undefined;
  });

  it.each([[{}], [{ mode: 'delete' }], [{ mode: 'apply', approve: 'x' }], [{ mode: 'apply', more: 1 }]])(
    'is not started by %j',
    async (body) => void (await post(`${JOB}/runs`, body).expect(400)),
  );

  it('has a localized reason for its failure', async () => {
    const reason = { code: 'LDAP_UNREACHABLE', params: { url: 'ldap://far.away' } } as const;
    const { id } = host.runs.add(aRun({ status: 'failed', reason }));
    const { body } = await get(`runs/${id}`).set('Accept-Language', 'de').expect(200);
    expect(body.reason).toEqual({
      code: 'LDAP_UNREACHABLE',
      params: {},
      message: expect.stringMatching(/^Der Verzeichnisserver ist nicht erreichbar/),
      field: 'dataPool.urls',
    });
    expect(body.startedAt).toBe('1970-01-01T00:00:00.002Z');
  });

  it('is listed, with its changes and problems', async () => {
    await host.events.invalidate(['runs']);
    const { id } = host.runs.add(aRun());
    expect((await get(`${JOB}/runs?limit=200`).expect(200)).body.items).toContainEqual(expect.objectContaining({ id }));
    expect((await get(`runs/${id}/changes?kind=create`).expect(200)).body.items).toMatchObject([{ kind: 'create' }]);
    const [problem] = (await get(`runs/${id}/problems`).set('Accept-Language', 'sv').expect(200)).body.items;
    expect(problem).toMatchObject({ code: 'VALUE_MISSING', dn: 'cn=x' });
    expect(problem.message).toContain('sn');
    expect(problem.remedy).toContain('sn');
  });

  it('applies a plan that is approved by its hash, with a reason', async () => {
    const hash = 'a'.repeat(64);
    const { id } = host.runs.add(aRun({ mode: 'plan', status: 'planned', hash }));
    const { body } = await post(`runs/${id}/approve`, { hash, reason: 'checked' }).expect(202);

    expect(body).toMatchObject({ id, mode: 'apply', status: 'queued', hash, approval: { reason: 'checked' } });
    expect(host.runs.approvedWith).toEqual({ hash, reason: 'checked', approvedBy: 'operator' });
    const refused = await post(`runs/${id}/approve`, { hash: 'b'.repeat(64), reason: 'checked' }).expect(409);
    expect(refused.body).toMatchObject({ code: 'HASH_DIFFERS' });
    await post(`runs/${UNKNOWN_ID}/approve`, { hash, reason: 'checked' }).expect(404);
  });

  it.each([[{}], [{ hash: 'a' }], [{ hash: 'a', reason: ' ' }], [{ hash: 1, reason: 'x' }], [{ reason: 'x' }]])(
    'is not approved by %j',
    async (body) => {
      const { id } = host.runs.add(aRun({ mode: 'plan', status: 'planned' }));
      await post(`runs/${id}/approve`, body).expect(400);
    },
  );

  it('is resumed if it broke off', async () => {
    const { id } = host.runs.add(aRun({ status: 'failed' }));
    expect((await post(`runs/${id}/resume`).expect(202)).body.resumption).toMatchObject({ by: 'operator' });

    const ended = host.runs.add(aRun());
    expect((await post(`runs/${ended.id}/resume`).expect(409)).body.code).toBe('RUN_NOT_RESUMABLE');
  });

  it('says whether its plan can still be applied', async () => {
    const { id } = host.runs.add(aRun());
    expect((await get(`runs/${id}`).expect(200)).body.plan).toEqual({ next: 'approve', stale: 'settings' });
  });

  it('is cancelled, unless it has ended', async () => {
    const { id } = host.runs.add(aRun({ status: 'applying', endedAt: null }));
    expect((await post(`runs/${id}/cancel`).expect(202)).body.cancellation).toMatchObject({ by: 'operator' });

    const ended = host.runs.add(aRun());
    expect((await post(`runs/${ended.id}/cancel`).expect(409)).body.code).toBe('RUN_ENDED');
    await post(`runs/${UNKNOWN_ID}/cancel`).expect(404);
  });

  it('with an unknown id is not found, and an invalid id is rejected', async () => {
    for (const part of ['', '/events']) {
      expect((await get(`runs/${UNKNOWN_ID}${part}`).expect(404)).body.code).toBe('RUN_NOT_FOUND');
      expect((await get(`runs/1;drop table${part}`).expect(400)).body.code).toBe('ID_INVALID');
    }
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=1.5',
    'limit=x',
    'limit=0x10',
    'limit=',
    'kind=delete',
    'page=2',
    'cursor=1&cursor=2',
  ])('has no rows for ?%s', async (query) => void (await get(`runs/${UNKNOWN_ID}/changes?${query}`).expect(400)));
});

describe('the users', () => {
  const names = ['ada', 'Grace', 'Özlem', '100%', 'back\\slash', 'under_score', 'zoe'];

  beforeAll(async () => {
    const people = names.map((userName, at) => {
      const state = at % 2 === 0 ? 'active' : 'inactive';
      return { userName, displayName: `${userName} Person`, email: `${at}@example.org`, state, source: 'LDAP' };
    });
    await host.app.get(EntityManager).fork().insertMany(IdentityUser, people);
    await host.events.invalidate(['users']);
  });

  const found = async (query: string) =>
    (await get(`users?${query}`).expect(200)).body.items.map(({ userName }: { userName: string }) => userName);

  it('are listed in pages, ordered by name, each once', async () => {
    const all: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await get(`users?limit=2&cursor=${cursor}`).expect(200);
      all.push(...body.items.map(({ userName }: { userName: string }) => userName));
      if (!body.nextCursor) break;
      cursor = body.nextCursor;
    }
    expect(all.toSorted()).toEqual([...names, 'admin', 'operator'].toSorted());
    expect(all.indexOf('ada')).toBeLessThan(all.indexOf('Grace'));
    expect(all.indexOf('Grace')).toBeLessThan(all.indexOf('zoe'));
  });

  it('are found by parts of names and addresses, ignoring case', async () => {
    expect(await found('query=gRAC')).toEqual(['Grace']);
    expect(await found('query=person%20ada')).toEqual(['ada']);
    expect(await found('query=1@example')).toEqual(['Grace']);
    expect(await found(`query=${encodeURIComponent('özl')}`)).toEqual(['Özlem']);
    expect(await found('query=nobody')).toEqual([]);
  });

  it.each([
    ['%', '100%'],
    ['_', 'under_score'],
    ['\\', 'back\\slash'],
  ])('are found by %s as a sign like any other', async (sign, name) => {
    expect(await found(`query=${encodeURIComponent(sign)}`)).toEqual([name]);
    expect(await found(`query=${encodeURIComponent("' or 1=1 --")}`)).toEqual([]);
  });

  it('are found by their state', async () => {
    expect(await found('state=inactive&limit=100')).toEqual(expect.arrayContaining(['Grace', '100%', 'under_score']));
    await get('users?state=gone').expect(400);
  });

  it('are not searched for text that the database cannot store', async () => {
    const { body } = await get('users?query=a%00').set('Accept-Language', 'de').expect(400);
    expect(body.errors).toEqual([
      expect.objectContaining({
        field: 'query',
        code: 'controlCharacter',
        message: expect.stringMatching(/^Darf keine/),
      }),
    ]);
  });

  it.each([
    'x',
    'WyJhIl0x',
    Buffer.from('{"a":1}').toString('base64url'),
    Buffer.from('["\\u0000"]').toString('base64url'),
    Buffer.from('["\\ud800"]').toString('base64url'),
  ])('are not continued from "%s"', async (cursor) => {
    expect((await get(`users?cursor=${cursor}`).expect(400)).body.code).toBe('CURSOR_INVALID');
  });

  it('are shown with their history, and without role or password', async () => {
    const [{ id }] = (await get('users?query=ada').expect(200)).body.items;
    const { body } = await get(`users/${id}`).expect(200);
    expect(body).toMatchObject({ userName: 'ada', email: '0@example.org', attributes: {}, firstName: null });
    for (const hidden of ['role', 'passwordHash', 'version']) expect(body).not.toHaveProperty(hidden);
    expect(body).toMatchObject({
      at: null,
      fields: { email: { value: 'x@then.example', writtenBy: { runId: UNKNOWN_ID, at: new Date(5).toISOString() } } },
      links: [{ dataPool: 'default', stableId: 's', dn: 'cn=x', notSeenSince: new Date(9).toISOString() }],
    });
    expect((await get(`users/${id}/history`).expect(200)).body.items).toMatchObject([{ userId: id }]);
  });

  it('that do not exist are not found', async () => {
    expect((await get(`users/${UNKNOWN_ID}`).expect(404)).body.code).toBe('USER_NOT_FOUND');
    await get(`users/${UNKNOWN_ID}/history`).expect(404);
    await get('users/1').expect(400);
  });

  it('shows a user as it was at a time', async () => {
    const [user] = (await get('users?query=operator').expect(200)).body.items;
    const { body } = await get(`users/${user.id}?at=2026-01-01`).expect(200);
    expect(body).toMatchObject({
      at: '2026-01-01T00:00:00.000Z',
      email: 'x@then.example',
      displayName: null,
      attributes: { badge: 'Q1' },
    });
    const before = await get(`users/${user.id}?at=1970-01-01`).expect(404);
    expect(before.body.code).toBe('USER_STATE_UNKNOWN');
    for (const time of ['yesterday', '2026-W05', '0000-01-01', '2026-13-01']) {
      await get(`users/${user.id}?at=${time}`).expect(400);
    }
  });
});
