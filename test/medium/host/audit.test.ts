import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { AuditRetention } from '../../../src/host/audit/audit-retention.service.js';
import { Refusals } from '../../../src/host/audit/refusals.service.js';
import { AuditEvent } from '../../../src/host/database/audit-event.entity.js';
import { HostSession } from '../../../src/host/database/host-session.entity.js';
import { SECRET } from './fake-add-on.js';
import { NAME } from './fake-names.js';
import { aRun } from './fake-runs.js';
import { browser, type FakeHost, fakeHost, PASSWORDS } from './fake-host.js';

const DAY_MS = 24 * 60 * 60 * 1000;

let host: FakeHost;
let admin: { Authorization: string };
beforeAll(async () => {
  host = await fakeHost();
  admin = await host.token('admin');
});
afterAll(() => host?.remove());
let tests = 0;
beforeEach(() => void (tests += 1));

const address = () => `192.0.2.${tests}`;
const em = () => host.app.get(EntityManager).fork() as SqlEntityManager;
const events = async (where: object = {}) => em().find(AuditEvent, where, { orderBy: { id: 'asc' } });
const last = async (what: string) => (await events({ what })).at(-1);
const signIn = (user: string, password: string, from = address()) =>
  host.http().post('/api/session').set('X-Forwarded-For', from).send({ user, password });
const lines = () =>
  host
    .log()
    .split('\n')
    .filter((line) => line.includes('"audit":'))
    .map((line) => JSON.parse(line) as { level: number; audit: { what: string; who: string | null; count: number } });

describe('an event is recorded', () => {
  it('of the start of the host', async () => {
    expect(await last('host.start')).toMatchObject({ who: null, outcome: 'done', subject: { role: 'all' } });
  });

  it('of a sign-in and a sign-out, with account, role, address and request', async () => {
    const { body } = await signIn('ADMIN', PASSWORDS.admin).expect(201);
    const begun = await last('session.begin');
    expect(begun).toMatchObject({ who: 'admin', role: 'administrator', outcome: 'done', address: address() });
    expect(begun?.requestId).toMatch(/^[\da-f-]{36}$/);
    await host.http().delete('/api/session').auth(body.token, { type: 'bearer' }).expect(204);
    expect(await last('session.end')).toMatchObject({ who: 'admin', by: 'token', outcome: 'done' });
    const { agent, csrf } = await browser(host.url, 'operator');
    await agent.delete('/api/session').set(csrf).expect(204);
    expect(await last('session.end')).toMatchObject({ who: 'operator', by: 'cookie' });
  });

  it('of a refused sign-in, with the name only if an account has it', async () => {
    await signIn(' Operator', 'not the password').expect(401);
    expect(await last('session.refused')).toMatchObject({ who: 'operator', outcome: 'refused', address: address() });
    await signIn('my own password', 'x').expect(401);
    expect(await last('session.refused')).toMatchObject({ who: null });
    expect(JSON.stringify(await events()) + host.log()).not.toMatch(/my own password|not the password/);
  });

  it.each([
    ['NOT_SIGNED_IN', async () => host.http().post('/api/cache/clear').expect(401), null],
    [
      'NOT_ALLOWED',
      async () => {
        const path = `/api/batch-synchronizations/${NAME}/settings`;
        return host
          .http()
          .put(path)
          .set(await host.token('operator'))
          .send({ settings: {} })
          .expect(403);
      },
      'operator',
    ],
    ['CSRF_TOKEN_WRONG', async () => (await browser(host.url)).agent.post('/api/cache/clear').expect(403), 'admin'],
  ] as const)('of a request that was refused with %s', async (code, request, who) => {
    await host.app.get(Refusals).recordCounted();
    await request();
    await expect.poll(async () => await last('access.refused')).toMatchObject({ who, outcome: 'refused' });
    expect((await last('access.refused'))?.subject).toMatchObject({ code, method: expect.stringMatching(/POST|PUT/) });
  });

  it('of saved settings, with the fields and versions, and no values', async () => {
    const path = `/api/batch-synchronizations/${NAME}/settings`;
    const settings = { dataPool: { bindPassword: SECRET, baseDn: 'dc=x' } };
    await host.http().put(path).set(admin).send({ settings }).expect(200);
    const saved = await last('settings.save');
    expect(saved).toMatchObject({ who: 'admin', outcome: 'done', by: 'token' });
    expect(saved?.subject).toEqual({ job: NAME, fields: ['dataPool.bindPassword'], oldVersion: 2, version: 3 });
    await host
      .http()
      .put(path)
      .set(admin)
      .send({ settings: { wrong: SECRET } })
      .expect(400);
    expect(await last('settings.save')).toMatchObject({
      outcome: 'refused',
      subject: { fields: ['dataPool.urls.0'] },
    });
    await host.http().put(path).set(admin).send({ settings: {}, version: 1 }).expect(409);
    expect(await last('settings.save')).toMatchObject({ outcome: 'refused', subject: { code: 'SETTING_CHANGED' } });
    const recorded = [...(await events()), ...lines()];
    expect(JSON.stringify(recorded)).not.toContain(SECRET);
  });

  it('of a connection check, with its target but no credentials', async () => {
    const settings = { dataPool: { urls: [`ldap://reader:${SECRET}@directory.example.org`] } };
    await host.http().post(`/api/batch-synchronizations/${NAME}/check`).set(admin).send({ settings }).expect(200);
    const target = ['ldap://directory.example.org'];
    expect(await last('connection.check')).toMatchObject({
      outcome: 'failed',
      subject: { job: NAME, target, result: 'not-connected', code: 'LDAP_BIND_REJECTED' },
    });
  });

  it('of runs and plans that were started by hand, or could not be', async () => {
    const start = (mode: string) =>
      host.http().post(`/api/batch-synchronizations/${NAME}/runs`).set(admin).send({ mode });
    const { body } = await start('apply').expect(202);
    expect(await last('run.start')).toMatchObject({ who: 'admin', subject: { job: NAME, run: body.id } });
    await start('plan').expect(202);
    expect(await last('plan.start')).toMatchObject({ outcome: 'done' });
    host.runs.conflictingRun = aRun();
    await start('apply').expect(409);
    host.runs.conflictingRun = undefined;
    expect(await last('run.start')).toMatchObject({ outcome: 'refused', subject: { code: 'RUN_IN_PROGRESS' } });
  });

  it('of a plan that someone approved, or could not approve', async () => {
    const hash = 'a'.repeat(64);
    const { id } = host.runs.add(aRun({ mode: 'plan', status: 'planned', hash }));
    const approve = (given: string) =>
      host.http().post(`/api/runs/${id}/approve`).set(admin).send({ hash: given, reason: 'checked' });
    await approve('b'.repeat(64)).expect(409);
    const subject = { run: id, reason: 'checked', code: 'HASH_DIFFERS' };
    expect(await last('plan.approve')).toMatchObject({ who: 'admin', outcome: 'refused', subject });
    await approve(hash).expect(202);
    expect(await last('plan.approve')).toMatchObject({ outcome: 'done', subject: { job: NAME, run: id } });
  });

  it('of an add-on that is disabled or enabled, and of a cleared cache', async () => {
    const enable = (enabled: boolean) => host.http().put(`/api/add-ons/${NAME}`).set(admin).send({ enabled });
    await enable(false).expect(200);
    expect(await last('add-on.disable')).toMatchObject({ who: 'admin', subject: { addOn: NAME } });
    await enable(true).expect(200);
    expect(await last('add-on.enable')).toMatchObject({ who: 'admin' });
    await host
      .http()
      .post('/api/cache/clear')
      .set(await host.token('operator'))
      .expect(200);
    expect(await last('cache.clear')).toMatchObject({ who: 'operator', role: 'operator' });
  });

  it('in one line of the log', async () => {
    await host.app.get(Refusals).recordCounted();
    const recorded = (await events()).map(({ what, who, count }) => ({ what, who, count }));
    expect(lines().map(({ audit: { what, who, count } }) => ({ what, who, count }))).toEqual(recorded);
  });

  it('and cannot be changed afterwards', async () => {
    await expect(em().execute(`update audit_event set who = 'somebody'`)).rejects.toThrow('never changed');
  });
});

it('three hundred refused sign-ins of one address become a few rows that count them all', async () => {
  const { length: before } = await events();
  for (let guess = 0; guess < 300; guess += 1) await signIn('admin', `guess ${guess}`, '203.0.113.50');
  await host.app.get(Refusals).recordCounted();
  const rows = await events({ address: '203.0.113.50' });
  expect(rows.length).toBeLessThan(10);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(300);
  expect((await events()).length - before).toBe(rows.length);
});

describe('while the table cannot be written', () => {
  const rename = (from: string, to: string) => em().execute(`alter table ${from} rename to ${to}`);

  it('nobody can sign in', async () => {
    const sessions = await em().count(HostSession, {});
    await rename('audit_event', 'audit_event_away');
    await signIn('admin', PASSWORDS.admin).expect(500);
    await rename('audit_event_away', 'audit_event');
    expect(await em().count(HostSession, {})).toBe(sessions);
  });

  it('other events are in the log, and in the table as soon as it can be written', async () => {
    const before = (await events({ what: 'cache.clear' })).length;
    await rename('audit_event', 'audit_event_away');
    await host.http().post('/api/cache/clear').set(admin).expect(200);
    await rename('audit_event_away', 'audit_event');
    expect(lines().at(-1)).toMatchObject({ level: 50, audit: { what: 'cache.clear' } });
    await host.http().post('/api/cache/clear').set(admin).expect(200);
    expect((await events({ what: 'cache.clear' })).length).toBe(before + 2);
  });
});

describe('the audit log', () => {
  const get = (query: string, path = '/api/audit') => host.http().get(`${path}?${query}`).set(admin);

  it('is for administrators only', async () => {
    for (const path of ['/api/audit', '/api/audit.csv', '/api/audit.json'])
      await host
        .http()
        .get(path)
        .set(await host.token('operator'))
        .expect(403);
  });

  it('is read page by page, latest first, without gaps or repetitions', async () => {
    const ids: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`limit=7${cursor && `&cursor=${cursor}`}`).expect(200);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(ids).toEqual((await events()).map(({ id }) => id).toReversed());
  });

  it('is filtered by account, code, group, outcome and time', async () => {
    const found = async (query: string) => (await get(query).expect(200)).body.items as Record<string, string>[];
    expect(new Set((await found('who=OPERA')).map(({ who }) => who))).toEqual(new Set(['operator']));
    expect(new Set((await found('what=session.end')).map(({ what }) => what))).toEqual(new Set(['session.end']));
    for (const { what } of await found('what=session')) expect(what).toMatch(/^session\./);
    for (const { outcome } of await found('outcome=refused')) expect(outcome).toBe('refused');
    const [, second, third] = await found('limit=3');
    const between = await found(`from=${third?.['at']}&to=${second?.['at']}`);
    for (const { at } of between) expect(at! >= third!['at']! && at! < second!['at']!).toBe(true);
    expect(await found('from=2000-01-01&to=2000-01-02')).toEqual([]);
  });

  it.each(['what=nothing', 'outcome=maybe', 'from=yesterday', 'to=2026-13-01', 'limit=201', 'cursor=x', 'other=1'])(
    'refuses %s',
    async (query) => {
      const { body } = await get(query).expect(400);
      expect(body.code).toMatch(/REQUEST_INVALID|CURSOR_INVALID/);
      for (const { message } of body.errors ?? []) expect(message).toMatch(/^(Must|Unknown|Enter)/);
    },
  );

  it('is downloaded as JSON and as CSV without formulas', async () => {
    const formula = '=HYPERLINK("http://evil")';
    const row = { at: new Date(0), what: 'host.start', outcome: 'done', subject: {}, count: 1 };
    for (const who of [formula, '+1', '-1', '@x', '\tx', '\rx']) await em().insert(AuditEvent, { ...row, who });
    const { body } = await get('to=1970-01-02', '/api/audit.json').expect(200);
    expect(body.map(({ who }: { who: string }) => who)).toContain(formula);
    const { text, headers } = await get('to=1970-01-02', '/api/audit.csv').expect(200);
    expect(text).toContain(Object.keys(body[0]).slice(1).join(',')); // the fields in the same order, but for the ID
    expect(headers['content-disposition']).toBe('attachment; filename="audit.csv"');
    expect(text).toMatch(/^\uFEFF?at,who,role,what,/);
    expect(text).toContain(`1970-01-01T00:00:00.000Z,"'=HYPERLINK(""http://evil"")"`);
    for (const cell of ["'+1", "'-1", "'@x", "'\tx", "'\rx"]) expect(text).toContain(cell);
    expect(await get('to=1960-01-01', '/api/audit.json').expect(200)).toMatchObject({ body: [] });
  });

  it('loses events after the retention, in steps', async () => {
    await em().nativeDelete(AuditEvent, { at: { $lt: new Date(DAY_MS) } });
    const old = Array.from({ length: 25 }, (_, index) => ({
      at: new Date(Date.now() - 401 * DAY_MS + index),
      what: 'host.start',
      outcome: 'done',
      subject: {},
      count: 1,
    }));
    const { length } = await events();
    await em().insertMany(AuditEvent, [...old, { ...old[0]!, at: new Date(Date.now() - 399 * DAY_MS) }]);
    expect(await host.app.get(AuditRetention).deleteExpired(10)).toBe(25);
    expect(await events()).toHaveLength(length + 1);
  });
});
