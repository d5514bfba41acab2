import { EntityManager } from '@mikro-orm/core';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { HostConfig } from '../../../src/host/config/host-config.js';
import { AuditEvent } from '../../../src/host/database/audit-event.entity.js';
import { HostCredential } from '../../../src/host/database/host-credential.entity.js';
import { HostSession } from '../../../src/host/database/host-session.entity.js';
import { Accounts } from '../../../src/host/session/accounts.service.js';
import { hashPassword } from '../../../src/host/session/password.js';
import { type FakeHost, fakeHost, PASSWORDS } from './fake-host.js';

const CHOSEN = 'my own long passphrase';
const HTTPS = { 'X-Forwarded-Proto': 'https' };

let host: FakeHost;
beforeAll(async () => void (host = await fakeHost()));
afterAll(() => host?.remove());
let tests = 0;
beforeEach(() => void (tests += 1));

const em = () => host.app.get(EntityManager).fork();
const from = () => ({ 'X-Forwarded-For': `192.0.2.${tests}` });

async function signIn(user: keyof typeof PASSWORDS, password: string = PASSWORDS[user], headers = {}) {
  const agent = request.agent(host.url);
  const answer = await agent
    .post('/api/session')
    .set({ ...from(), ...headers })
    .send({ user, password })
    .expect(201);
  const { token, csrfToken } = answer.body as { token: string; csrfToken: string };
  return {
    agent,
    bearer: { Authorization: `Bearer ${token}`, ...from() },
    csrf: { 'X-CSRF-Token': csrfToken },
    answer,
  };
}
const change = (bearer: Record<string, string>, currentPassword: string, newPassword: string) =>
  host.http().put('/api/session/password').set(bearer).send({ currentPassword, newPassword });
const sessions = async (bearer: Record<string, string>) =>
  (await host.http().get('/api/session/list').set(bearer).expect(200)).body;
const isActive = async (bearer: Record<string, string>) =>
  (await host.http().get('/api/session').set(bearer)).status === 200;

describe('the own sessions', () => {
  it('are listed with address and browser, without anything that could be used', async () => {
    const one = await signIn('operator', PASSWORDS.operator, { 'User-Agent': `Browser ${'x'.repeat(1_000)}\u009B` });
    const rows = await sessions(one.bearer);
    const own = rows.find(({ current }: { current: boolean }) => current);
    expect(own).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      beganAt: expect.any(String),
      lastUsedAt: expect.any(String),
      address: `192.0.2.${tests}`,
      userAgent: expect.stringMatching(/^Browser x+…$/),
      current: true,
    });
    expect(own.userAgent).toHaveLength(300);
  });

  it('are ended one by one, or all others at once', async () => {
    const [one, two, three] = [await signIn('operator'), await signIn('operator'), await signIn('operator')];
    const idOf = async (bearer: Record<string, string>) =>
      (await sessions(bearer)).find(({ current }: { current: boolean }) => current).id as string;
    await host
      .http()
      .delete(`/api/session/list/${await idOf(two.bearer)}`)
      .set(one.bearer)
      .expect(204);
    expect([await isActive(one.bearer), await isActive(two.bearer), await isActive(three.bearer)]).toEqual([
      true,
      false,
      true,
    ]);
    const admin = await signIn('admin');
    await host
      .http()
      .delete(`/api/session/list/${await idOf(admin.bearer)}`)
      .set(one.bearer)
      .expect(404);
    await host.http().delete('/api/session/list').set(one.bearer).expect(204);
    expect([await isActive(one.bearer), await isActive(three.bearer), await isActive(admin.bearer)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(await sessions(one.bearer)).toHaveLength(1);
    const events = await em().count(AuditEvent, { what: 'session.revoke', who: 'operator' });
    expect(events).toBe(2);
  });

  it('are at most twenty: the oldest ends', async () => {
    await em().nativeDelete(HostSession, {});
    const first = await signIn('operator');
    for (let count = 1; count < 20; count += 1) await signIn('operator');
    expect(await isActive(first.bearer)).toBe(true);
    await signIn('operator');
    expect(await isActive(first.bearer)).toBe(false);
    expect(await em().count(HostSession, {})).toBe(20);
  });
});

describe('the cookie of a session', () => {
  it('has the prefix __Host- over TLS, and only that one is accepted there', async () => {
    const { agent, answer, csrf } = await signIn('admin', PASSWORDS.admin, HTTPS);
    const [cookie = ''] = answer.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^__Host-session=.*; Path=\/;.*HttpOnly; Secure; SameSite=Strict$/);
    expect(cookie).not.toContain('Domain');
    const pair = cookie.split(';')[0] ?? '';
    await host
      .http()
      .get('/api/session')
      .set({ ...HTTPS, Cookie: pair })
      .expect(200);
    await host
      .http()
      .get('/api/session')
      .set({ ...HTTPS, Cookie: pair.replace('__Host-', '') })
      .expect(401);
    void agent;
    const ended = await host
      .http()
      .delete('/api/session')
      .set({ ...HTTPS, ...csrf, Cookie: pair })
      .expect(204);
    const cleared = ended.headers['set-cookie'] as unknown as string[];
    expect(new Set(cleared.map((each) => each.split('=')[0]))).toEqual(new Set(['__Host-session', 'session']));
    await host
      .http()
      .get('/api/session')
      .set({ ...HTTPS, Cookie: pair })
      .expect(401);
  });

  it('has no prefix over plain HTTP, where browsers would not accept it', async () => {
    const { agent, answer, csrf } = await signIn('admin');
    expect(String(answer.headers['set-cookie'])).toMatch(/^session=/);
    const ended = await agent.delete('/api/session').set(csrf).expect(204);
    expect(String(ended.headers['set-cookie'])).toMatch(/^session=;/);
  });
});

it('a session has at most ten event streams', async () => {
  const { bearer } = await signIn('operator');
  const closing = new AbortController();
  const open = () => fetch(`${host.url}/api/cache/events`, { headers: bearer, signal: closing.signal });
  const streams = await Promise.all(Array.from({ length: 10 }, open));
  expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  const refused = await open();
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_STREAMS' });
  expect(refused.headers.get('retry-after')).toBe('15');
  closing.abort();
});

describe('the own password', () => {
  it.each([
    ['not the current one', CHOSEN, 'PASSWORD_WRONG'],
    [PASSWORDS.operator, 'short', 'PASSWORD_REFUSED'],
    [PASSWORDS.operator, PASSWORDS.operator, 'PASSWORD_REFUSED'],
    [PASSWORDS.operator, 'qwertyuiop123', 'PASSWORD_REFUSED'],
    [PASSWORDS.operator, 'operator-2026!!', 'PASSWORD_REFUSED'],
  ])('is not changed from "%s" to "%s": %s', async (current, next, code) => {
    const { bearer } = await signIn('operator');
    const { body } = await change(bearer, current, next).expect(400);
    expect(body.code).toBe(code);
    expect(body.errors?.[0]?.field).toBe(code === 'PASSWORD_REFUSED' ? 'newPassword' : undefined);
    await signIn('operator');
  });

  it('can be guessed no more often than at the sign-in', async () => {
    const { bearer } = await signIn('operator');
    for (let guess = 0; guess < 5; guess += 1) await change(bearer, `guess ${guess}`, CHOSEN).expect(400);
    await change(bearer, PASSWORDS.operator, CHOSEN).expect(429);
  });

  it('is changed with the current one, which ends all other sessions and is recorded', async () => {
    const [one, other, admin] = [await signIn('operator'), await signIn('operator'), await signIn('admin')];
    await change(one.bearer, PASSWORDS.operator, CHOSEN).expect(204);
    expect(await isActive(one.bearer)).toBe(true);
    expect(await isActive(other.bearer)).toBe(false);
    expect(await isActive(admin.bearer)).toBe(true);
    await signIn('operator', CHOSEN);
    await host
      .http()
      .post('/api/session')
      .set(from())
      .send({ user: 'operator', password: PASSWORDS.operator })
      .expect(401);
    const [event] = await em().find(AuditEvent, { what: 'password.change' }, { orderBy: { id: 'desc' }, limit: 1 });
    expect(event).toMatchObject({ who: 'operator', outcome: 'done' });
    expect(host.log()).not.toContain(CHOSEN);
  });

  /** As a start of the host with these variables does. */
  const starting = (passwords: HostConfig['passwords']) =>
    new Accounts(host.app.get(EntityManager), { passwords } as HostConfig).ensurePasswords();

  it('is not replaced at the next start by the same variable, but by a new value, and by no weak one', async () => {
    await starting(PASSWORDS);
    await signIn('operator', CHOSEN);
    await expect(starting({ operator: 'too short' })).rejects.toThrow('OPERATOR_PASSWORD: Must have at least 12');
    await signIn('operator', CHOSEN);
    await starting({ operator: 'another one of the environment' });
    await signIn('operator', 'another one of the environment');
  });

  it('that an earlier version set from the environment still starts the host, if it is short', async () => {
    const passwordHash = await hashPassword('set-before');
    await em().nativeUpdate(HostCredential, {}, { passwordHash, environmentHash: null });
    expect(await starting({ admin: 'set-before', operator: 'set-before' })).toEqual([]);
    await signIn('admin', 'set-before');
  });
});
