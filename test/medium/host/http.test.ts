import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SECRET } from './fake-add-on.js';
import { NAME, UNKNOWN_ID } from './fake-names.js';
import { type FakeHost, fakeHost } from './fake-host.js';

let host: FakeHost;
let admin: { Authorization: string };
beforeAll(async () => {
  host = await fakeHost();
  admin = await host.token();
});
afterAll(() => host?.remove());

describe('an error response', () => {
  it.each([
    ['de-AT,de;q=0.9', 'de', 'Sie sind nicht angemeldet. Melden Sie sich an, und versuchen Sie es erneut.'],
    ['sv', 'sv', 'Du är inte inloggad. Logga in och försök igen.'],
    ['fr-CA', 'fr', 'Vous n’êtes pas connecté. Connectez-vous et réessayez.'],
    ['en-GB', 'en', 'You are not signed in. Sign in and try again.'],
    ['fi,ja;q=0.5', 'en', 'You are not signed in. Sign in and try again.'],
    ['fi, de;q=0.2, sv;q=0.8', 'sv', 'Du är inte inloggad. Logga in och försök igen.'],
    ['*', 'en', 'You are not signed in. Sign in and try again.'],
  ])('is in the language of Accept-Language: %s', async (asked, language, message) => {
    const { body, headers } = await host.http().get('/api/users').set('Accept-Language', asked).expect(401);
    expect(body).toEqual({ code: 'NOT_SIGNED_IN', message, params: {} });
    expect(headers).toMatchObject({ 'content-language': language, vary: expect.stringContaining('Accept-Language') });
  });

  it('has the same form for all errors', async () => {
    const send = () => host.http().post('/api/cache/clear').set(admin).type('json');
    expect((await send().send('{"half":').expect(400)).body.code).toBe('BODY_MALFORMED');
    expect((await send().send('"text"').expect(400)).body.code).toBe('BODY_MALFORMED');
    expect(
      (
        await send()
          .send(`{"long":"${'x'.repeat(1_100_000)}"}`)
          .expect(413)
      ).body.code,
    ).toBe('BODY_TOO_LARGE');
    expect((await host.http().get('/api/nothing').expect(404)).body.code).toBe('NOT_FOUND');
    expect((await host.http().get('/api/%E0%A4%A').expect(400)).body.code).toBe('ADDRESS_MALFORMED');
    expect((await host.http().get('/api/runs/%zz').set(admin).expect(400)).body.code).toBe('ADDRESS_MALFORMED');
    expect((await host.http().get('/nothing').expect(404)).body.code).toBe('NOT_FOUND');
  });

  it('contains only a reference for an unexpected error, whose details are logged', async () => {
    host.runs.get = () => Promise.reject(new Error(`the ${SECRET} table burns`));
    const { body } = await host.http().get(`/api/runs/${UNKNOWN_ID}`).set(admin).expect(500);
    expect(body).toMatchObject({ code: 'UNEXPECTED', params: { reference: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
    expect(JSON.stringify(body)).not.toContain(SECRET);
    expect(host.log()).toContain(body.params.reference);
    expect(host.log()).toContain('table burns');
  });
});

describe('every response', () => {
  it('has headers against content sniffing, framing and caching', async () => {
    const { headers } = await host.http().get('/api/users').set(admin).expect(200);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
  });
});

describe('the texts', () => {
  it('are served to the pages', async () => {
    const { body, headers } = await host.http().get('/i18n/sv/host.json').expect(200);
    expect(body.errors.NOT_SIGNED_IN).toBe('Du är inte inloggad. Logga in och försök igen.');
    expect(headers['cache-control']).toBe('no-cache');
  });

  it.each([
    '/i18n/',
    '/i18n/en',
    '/i18n/en/',
    '/i18n/../package.json',
    '/i18n/en/..%2f..%2fpackage.json',
    '/i18n/en/none.json',
  ])('are the only files served under /i18n: %s', async (path) => void (await host.http().get(path).expect(404)));
});

describe('the pages', () => {
  it('start with Admin', async () => {
    expect((await host.http().get('/').expect(302)).headers['location']).toBe('/admin');
  });

  it.each(['/admin', '/admin/', '/admin/batch-synchronization/x', '/operator', '/operator/runs/1'])(
    'are served at all their paths: %s',
    async (path) => {
      // Before the first build, the response explains how to build the pages.
      const { status, text } = await host.http().get(path);
      expect([200, 503]).toContain(status);
      expect(text).toMatch(status === 200 ? /<div id="root">/ : /npm run build/);
    },
  );
});

describe('monitoring', () => {
  it('reads /health without sign-in', async () => {
    const { body } = await host.http().get('/health').expect(200);
    expect(body.status).toBe('degraded');
    expect(body.details).toEqual({
      database: { status: 'up' },
      directories: { status: 'degraded', default: { up: false, code: 'SETTINGS_MISSING' } },
      schedules: { status: 'up', [NAME]: { up: true, enabled: false, nextExecution: null, errors: [] } },
      queue: { status: 'up', queued: 0, active: 0 },
      lastGoodRuns: { status: 'up', [NAME]: { ageSeconds: null } },
    });
  });

  it('reads /metrics in Prometheus format', async () => {
    const { text, headers } = await host.http().get('/metrics').expect(200);
    expect(headers['content-type']).toContain('text/plain; version=0.0.4');
    expect(text).toMatch(/^# TYPE ldap_batch_sync_runs_total counter$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).toContain(`ldap_batch_sync_plans_waiting{job="${NAME}"} 0`);
  });

  it('detects settings that are invalid as a whole', async () => {
    const another = await fakeHost();
    const { schedules, ...rest } = await another.health.health();
    const wrong = { field: '', code: 'notObject', message: 'Must be an object.' };
    another.health.health = async () => ({
      ...rest,
      schedules: schedules.map((each) => ({ ...each, up: false, errors: [wrong as never] })),
    });
    const { body } = await another.http().get('/health').expect(503);
    expect(body.error.schedules[NAME].errors).toEqual(['notObject']);
    await another.remove();
  });

  it('gets a 503 with details on failure, which is logged once', async () => {
    const another = await fakeHost();
    another.health.up = false;
    const before = host.log().length;
    const { body } = await another.http().get('/health').expect(503);
    expect(body).toMatchObject({ status: 'error', error: { database: { status: 'down' } } });
    await another.http().get('/health').expect(503);
    await another.http().get('/health/live').expect(200, { status: 'ok' });
    // The first host in a process receives the log of all hosts.
    const lines = host.log().slice(before).split('\n');
    const logged = lines.filter((line) => line.includes('Health check failed: database') || /"level":50/.test(line));
    expect(logged).toEqual([expect.stringContaining('"level":40')]);
    await another.remove();
  });
});
