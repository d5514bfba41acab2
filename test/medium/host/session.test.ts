import { EntityManager } from '@mikro-orm/core';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { HostSession } from '../../../src/host/database/host-session.entity.js';
import { IdentityUser } from '../../../src/host/database/identity-user.entity.js';
import { browser, type FakeHost, fakeHost, PASSWORDS } from './fake-host.js';

let host: FakeHost;
beforeAll(async () => void (host = await fakeHost()));
afterAll(() => host?.remove());
// Each test signs in from a different address, so that the limits of one test do not affect the next.
let tests = 0;
beforeEach(() => void (tests += 1));

const signIn = (user: string, password: string) =>
  host.http().post('/api/session').set('X-Forwarded-For', `192.0.2.${tests}`).send({ user, password });
const em = () => host.app.get(EntityManager).fork();

describe('signing in', () => {
  it('sets a cookie with HttpOnly and SameSite', async () => {
    const { headers, body } = await signIn('admin', PASSWORDS.admin).expect(201);
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/^session=.*HttpOnly; SameSite=Strict$/)]);
    expect(headers['set-cookie']?.[0]).not.toContain('Secure');
    const secret = expect.stringMatching(/^\S{32,}$/);
    expect(body).toEqual({ user: 'admin', role: 'administrator', csrfToken: secret, token: secret });
  });

  it('sets a secure cookie behind a TLS proxy on this machine', async () => {
    const { headers } = await signIn('admin', PASSWORDS.admin).set('X-Forwarded-Proto', 'https').expect(201);
    expect(headers['set-cookie']?.[0]).toContain('Secure');
  });

  it('ignores case in the user name, but not in the password', async () => {
    await signIn(' Operator ', PASSWORDS.operator).expect(201);
    await signIn('operator', PASSWORDS.operator.toUpperCase()).expect(401);
  });

  it('does not reveal whether the user name or the password was wrong', async () => {
    const wrongPassword = await signIn('admin', 'wrong').expect(401);
    const wrongName = await signIn('nobody', 'wrong').expect(401);
    expect(wrongPassword.body.code).toBe('SIGN_IN_REFUSED');
    expect(wrongName.body).toEqual(wrongPassword.body);
  });

  it.each([
    [{}],
    [{ user: 'admin' }],
    [{ user: '', password: '' }],
    [{ user: ['admin'], password: 'x' }],
    [{ user: 'admin', password: { $ne: null } }],
    [{ user: 'a\0', password: 'x' }],
    [{ user: 'a\ud800', password: 'x' }],
    [{ user: 'admin', password: 'x'.repeat(2_000) }],
    [{ user: 'admin', password: 'x', role: 'administrator' }],
  ])('refuses %j as no sign-in at all', async (body) => {
    const answer = await host.http().post('/api/session').send(body).expect(400);
    expect(answer.body.code).toBe('REQUEST_INVALID');
    expect(answer.body.errors[0].message).toMatch(/^(Is|Must|Unknown)/);
  });

  it('rejects form posts of other sites', async () => {
    const form = `user=admin&password=${PASSWORDS.admin}`;
    await host.http().post('/api/session').type('form').send(form).expect(415);
    await host
      .http()
      .post('/api/session')
      .type('text')
      .send(`{"user":"admin","password":"${PASSWORDS.admin}"}`)
      .expect(415);
  });

  it('creates a new session id each time, which prevents session fixation', async () => {
    const planted = 'session=s%3Aplanted.signature';
    const { headers } = await signIn('admin', PASSWORDS.admin).set('Cookie', planted).expect(201);
    expect(headers['set-cookie']?.[0]).not.toContain('planted');
    await host.http().get('/api/session').set('Cookie', planted).expect(401);
  });

  it('ends the previous session of the browser', async () => {
    const { agent, token } = await browser(host.url);
    await agent.post('/api/session').send({ user: 'operator', password: PASSWORDS.operator }).expect(201);
    await host.http().get('/api/session').auth(token, { type: 'bearer' }).expect(401);
    expect((await agent.get('/api/session').expect(200)).body.user).toBe('operator');
  });
});

describe('a session', () => {
  it('is identified by its cookie and by its token', async () => {
    const { agent, csrf, token } = await browser(host.url);
    const admin = { user: 'admin', role: 'administrator' };
    const byCookie = await agent.get('/api/session').expect(200);
    expect(byCookie.body).toEqual({ ...admin, csrfToken: csrf['X-CSRF-Token'] });
    const byToken = await host.http().get('/api/session').auth(token, { type: 'bearer' }).expect(200);
    expect(byToken.body).toEqual({ ...admin, csrfToken: null });
  });

  it.each(['cookie', 'token'])('ends for cookie and token when the user signs out with the %s', async (by) => {
    const { agent, csrf, token } = await browser(host.url);
    const ending = by === 'cookie' ? agent.delete('/api/session').set(csrf) : host.http().delete('/api/session');
    await (by === 'cookie' ? ending : ending.auth(token, { type: 'bearer' })).expect(204);
    await agent.get('/api/session').expect(401);
    await host.http().get('/api/session').auth(token, { type: 'bearer' }).expect(401);
  });

  it('is not restored by a concurrent request', async () => {
    const { agent, csrf } = await browser(host.url);
    const requests = Array.from({ length: 20 }, () => agent.get('/api/users'));
    await Promise.all([...requests, agent.delete('/api/session').set(csrf)]);
    await agent.get('/api/session').expect(401);
  });

  it('is not used if the request has an invalid token', async () => {
    const { agent } = await browser(host.url);
    await agent.get('/api/session').set('Authorization', 'Bearer wrong').expect(401);
  });

  it('cannot be used with the values stored in the table', async () => {
    const { agent, csrf, token } = await browser(host.url);
    const rows = JSON.stringify(await em().find(HostSession, {}));
    expect(rows).not.toContain(token);
    const { headers } = await agent.get('/api/session').expect(200);
    const id = /session=s%3A([^.]+)\./.exec(String(headers['set-cookie']))?.[1];
    expect(id).toBeTruthy();
    expect(rows).not.toContain(id);
    await agent.delete('/api/session').set(csrf).expect(204);
  });

  it('expires after its idle time and after its maximum lifetime', async () => {
    for (const end of [{ idleUntil: new Date() }, { endsAt: new Date() }]) {
      const { agent } = await browser(host.url);
      await em().nativeUpdate(HostSession, {}, end);
      await agent.get('/api/session').expect(401);
    }
  });

  it('is extended when it is used', async () => {
    const { agent, token } = await browser(host.url);
    const soon = new Date(Date.now() + 60_000);
    for (const use of [agent.get('/api/session'), host.http().get('/api/session').auth(token, { type: 'bearer' })]) {
      await em().nativeUpdate(HostSession, {}, { idleUntil: soon });
      await use.expect(200);
      const [row] = await em().find(HostSession, {}, { orderBy: { createdAt: 'desc' }, limit: 1 });
      expect(row?.idleUntil.getTime()).toBeGreaterThan(soon.getTime() + 30 * 60_000);
    }
  });

  it('ends when its account becomes inactive', async () => {
    const { agent } = await browser(host.url, 'operator');
    await em().nativeUpdate(IdentityUser, { userName: 'operator' }, { state: 'inactive' });
    await agent.get('/api/session').expect(401);
    await signIn('operator', PASSWORDS.operator).expect(401);
    await em().nativeUpdate(IdentityUser, { userName: 'operator' }, { state: 'active' });
    await agent.get('/api/session').expect(200);
  });
});

describe('password guessing', () => {
  it('is limited per user name and address, with the time to wait', async () => {
    for (let guess = 0; guess < 5; guess += 1) await signIn('somebody', `guess ${guess}`).expect(401);
    const { headers, body } = await signIn('SOMEBODY ', 'guess').set('Accept-Language', 'sv').expect(429);
    expect(body).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', message: expect.stringContaining('För många') });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    await signIn('admin', PASSWORDS.admin).expect(201);
  });

  it('from one address does not lock out the owner at another', async () => {
    const from = (address: string, password: string) => signIn('admin', password).set('X-Forwarded-For', address);
    for (let guess = 0; guess < 5; guess += 1) await from('203.0.113.8', `guess ${guess}`).expect(401);
    await from('203.0.113.8', PASSWORDS.admin).expect(429);
    await from('203.0.113.9', PASSWORDS.admin).expect(201);
  });

  it('from many addresses is limited per user name', async () => {
    const from = (at: number) => signIn('everybody', 'guess').set('X-Forwarded-For', `198.51.100.${at}`);
    for (let guess = 0; guess < 100; guess += 1) await from(guess).expect(401);
    await from(100).expect(429);
  });

  it('is limited per address for all user names', async () => {
    const from = (user: string) => signIn(user, 'guess').set('X-Forwarded-For', '203.0.113.7');
    for (let name = 0; name < 20; name += 1) await from(`name ${name}`).expect(401);
    await from('another').expect(429);
  });

  it('stays counted per address after a successful sign-in', async () => {
    const from = (user: string, password: string) => signIn(user, password).set('X-Forwarded-For', '203.0.113.10');
    for (let name = 0; name < 19; name += 1) await from(`name ${name}`, 'guess').expect(401);
    await from('operator', PASSWORDS.operator).expect(201);
    await from('name 19', 'guess').expect(401);
    await from('name 20', 'guess').expect(429);
  });

  it('is counted for the address reported by the proxy, not for one that the client claims', async () => {
    const from = (at: number) => signIn(`claimant ${at}`, 'guess').set('X-Forwarded-For', `10.0.0.${at}, 203.0.113.11`);
    for (let at = 0; at < 20; at += 1) await from(at).expect(401);
    await from(20).expect(429);
  });

  it('limits do not affect frequent successful sign-ins', async () => {
    for (let time = 0; time < 30; time += 1) await signIn('operator', PASSWORDS.operator).expect(201);
  });
});

describe('a request of a page', () => {
  it('is rejected without the CSRF token of its session', async () => {
    const { agent, csrf } = await browser(host.url);
    const other = await browser(host.url);
    const clear = () => agent.post('/api/cache/clear');
    for (const wrong of [{}, { 'X-CSRF-Token': 'wrong' }, other.csrf]) {
      expect((await clear().set(wrong).expect(403)).body.code).toBe('CSRF_TOKEN_WRONG');
    }
    await clear().set(csrf).expect(200);
  });

  it('needs no CSRF token if it only reads or has a bearer token', async () => {
    const { agent, token } = await browser(host.url);
    await agent.get('/api/users').expect(200);
    await request(host.url).post('/api/cache/clear').auth(token, { type: 'bearer' }).expect(200);
  });
});

describe('passwords', () => {
  it('are never logged, and neither are tokens, cookies and search terms', async () => {
    const { agent, csrf, token } = await browser(host.url);
    await agent.get('/api/users?query=SomebodyWithAName').expect(200);
    await signIn('admin', 'a-wrong-password').expect(401);
    const cookie = (await agent.get('/api/session')).headers['set-cookie']?.[0]?.split(/[=;]/)[1];
    for (const secret of [
      ...Object.values(PASSWORDS),
      'a-wrong-password',
      csrf['X-CSRF-Token'],
      token,
      cookie,
      'SomebodyWithAName',
    ]) {
      expect(secret).toBeTruthy();
      expect(host.log()).not.toContain(secret);
    }
    expect(host.log()).toContain('"path":"/api/users"');
  });
});
