import { EntityManager } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { AuditEvent } from '../../../src/host/database/audit-event.entity.js';
import { type FakeHost, fakeHost, PASSWORDS } from './fake-host.js';

let host: FakeHost;
afterAll(() => host?.remove());

const signIn = (password: string, headers: Record<string, string>) =>
  host.http().post('/api/session').set(headers).send({ user: 'admin', password });
const lastEvent = () =>
  host.app
    .get(EntityManager)
    .fork()
    .findOneOrFail(AuditEvent, { what: { $like: 'session.%' } }, { orderBy: { id: 'desc' } });

describe('without TRUSTED_PROXIES', () => {
  beforeAll(async () => {
    await host?.remove();
    host = await fakeHost({ TRUSTED_PROXIES: '' });
  });

  it('a client of this machine cannot choose the address that is recorded', async () => {
    await signIn(PASSWORDS.admin, { 'X-Forwarded-For': '192.0.2.1' }).expect(201);
    expect((await lastEvent()).address).toMatch(/127\.0\.0\.1$/);
  });

  it('nor claim to have come over TLS', async () => {
    const { headers } = await signIn(PASSWORDS.admin, { 'X-Forwarded-Proto': 'https' }).expect(201);
    expect(headers['set-cookie']?.[0]).toMatch(/^session=/);
  });

  it('nor avoid the limits of the sign-in', async () => {
    const from = (at: number) => signIn('guess', { 'X-Forwarded-For': `192.0.2.${at}` });
    for (let at = 0; at < 5; at += 1) await from(at).expect(401);
    await from(5).expect(429);
  });

  it('its operator is told once what a proxy needs', () => {
    expect(host.log().match(/it is not trusted.*TRUSTED_PROXIES/g)).toHaveLength(1);
  });
});

describe('with TRUSTED_PROXIES', () => {
  beforeAll(async () => {
    await host?.remove();
    host = await fakeHost({ TRUSTED_PROXIES: 'loopback, 10.0.0.0/8' });
  });

  it('the address is the first one that no trusted proxy has', async () => {
    await signIn(PASSWORDS.admin, { 'X-Forwarded-For': '192.0.2.1, 192.0.2.2, 10.1.2.3' }).expect(201);
    expect((await lastEvent()).address).toBe('192.0.2.2');
  });

  it.each(['unknown', 'x'.repeat(5_000), '192.0.2.1:4711', "1'; --"])(
    'what is no address is not recorded as one: %.20s',
    async (claimed) => {
      await signIn(PASSWORDS.admin, { 'X-Forwarded-For': claimed }).expect(201);
      expect((await lastEvent()).address).toMatch(/127\.0\.0\.1$/);
    },
  );
});
