import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openApiDocument } from '../../../src/host/open-api/open-api-document.js';
import { createDatabase, type TestDatabase } from '../../services/postgres.js';
import { randomCases } from '../../support/random-cases.js';
import { ThreadedClient } from './hostile/client.js';
import { hostileBodies, hostileTexts } from './hostile/hostile-json.js';
import { type Operation, operationsOf } from './hostile/operations.js';
import { TurnMeter } from './hostile/turn-meter.js';
import { givenPasswords, type RealHost, realHost } from './real-host.js';

/** CPU time of the main thread, in milliseconds. */
const LONGEST_TURN = 250;
const LONGEST_REFUSAL = 16_384;

let database: TestDatabase;
let host: RealHost;
let client: ThreadedClient;
let meter: TurnMeter;
let operations: Operation[];
let signedIn: Record<string, string>;

beforeAll(async () => {
  database = await createDatabase();
  host = await realHost({
    DATABASE_URL: database.url,
    SETTINGS_KEY: 'correct horse battery staple, twice over',
    LOG_LEVEL: 'warn',
    ...givenPasswords,
  });
  client = new ThreadedClient();
  operations = operationsOf(openApiDocument(host.app));
  signedIn = await signIn('admin', givenPasswords.ADMIN_PASSWORD);
  meter = new TurnMeter();
});
afterAll(async () => {
  meter?.stop();
  await client?.close();
  await host?.stop();
  await database?.drop();
});

async function signIn(user: string, password: string): Promise<Record<string, string>> {
  const body = JSON.stringify({ user, password });
  const answer = await client.send({ method: 'POST', url: `${host.url}/api/session`, headers: JSON_TYPE, body });
  return { Authorization: `Bearer ${(JSON.parse(answer.text) as { token: string }).token}` };
}

const SETTINGS = '/api/batch-synchronizations/LDAPAddonBatchSync/settings';
const JSON_TYPE = { 'Content-Type': 'application/json' };

function isRefusal(text: string): boolean {
  const { code, message } = JSON.parse(text) as Record<string, unknown>;
  return typeof code === 'string' && typeof message === 'string';
}

/** Sends a request; it must be answered, refusals are short and have a code, and no turn of the host is long. */
async function expectAnswer(
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {},
): Promise<number> {
  const all = { ...signedIn, ...(body === undefined ? {} : JSON_TYPE), ...headers };
  meter.take();
  const { status, text } = await client.send({
    method,
    url: host.url + path,
    headers: all,
    ...(body !== undefined && { body }),
  });
  const turn = meter.take();

  const sent = `${method} ${path.slice(0, 200)} ${body?.slice(0, 200)} (${body?.length})`;
  const complaints = [
    turn > LONGEST_TURN && `a turn of ${Math.round(turn)} ms`,
    (status === 0 || status === 500) && `${status} ${text}`,
    status >= 400 && status !== 431 && !isRefusal(text) && `no refusal: ${text.slice(0, 300)}`,
    status >= 400 && text.length > LONGEST_REFUSAL && `an answer of ${text.length} characters`,
  ];
  expect({ sent, complaints: complaints.filter((each) => each !== false) }).toEqual({ sent, complaints: [] });
  return status;
}

// Hundreds of requests, each over the database: the time-out only matters when the host never answers.
describe('no request makes the host stand still:', { timeout: 900_000 }, () => {
  it('a body as large as its operation allows', async () => {
    const withBody = operations.filter(({ properties }) => properties !== undefined);
    expect(withBody.length).toBeGreaterThan(4);
    for (const [turn, { method, path, properties = [], limits }] of withBody.entries()) {
      for (const body of hostileBodies(properties, limits, turn)) await expectAnswer(method, path, { body });
    }
  });

  it.each(['operator', 'stranger'])('such a body, sent as %s', async (role) => {
    const headers =
      role === 'operator' ? await signIn('operator', givenPasswords.OPERATOR_PASSWORD) : { Authorization: '' };
    for (const [turn, { method, path, limits, properties }] of operations.entries()) {
      if (!properties) continue;
      for (const body of hostileBodies(properties.slice(0, 1), limits, turn).filter((each) => each.length > 1_000)) {
        const status = await expectAnswer(method, path, { headers, body });
        expect([400, 401, 403, 409, 413, 429]).toContain(status);
      }
    }
  });

  it('any JSON as settings', async () => {
    const names = fc.constantFrom('schedule', 'dataPool', 'mapping', 'tls', 'urls', 'mode', 'ca', 'field', 'toString');
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue(),
        fc.dictionary(names, tie('value')),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
    }));
    const answer = fc.asyncProperty(value, async (settings) => {
      const status = await expectAnswer('PUT', SETTINGS, { body: JSON.stringify({ settings }) });
      expect([200, 400, 409, 413]).toContain(status);
    });
    await fc.assert(answer, randomCases({ runs: 60 }));
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    expect(await expectAnswer('PUT', SETTINGS, { body: `{"settings":${deep}}` })).toBe(400);
  });

  it('a body that is larger than allowed, or that the operation does not take', async () => {
    for (const { method, path, limits, properties } of operations) {
      if (method === 'GET') continue;
      const keys = Array.from({ length: 75_000 }, (_, index) => `"k${index}":0`).join(',');
      expect(await expectAnswer(method, path, { body: `{${keys}}` })).toBe(413);
      if (properties) continue;
      const tooMany = Array.from({ length: limits.properties + 1 }, (_, index) => `"k${index}":0`).join(',');
      expect(await expectAnswer(method, path, { body: `{${tooMany}}` })).toBe(400);
    }
  });

  it('a query as long as the headers of a request may be', async () => {
    for (const { method, path, parameters } of operations.filter((each) => each.method === 'GET')) {
      for (const name of parameters) {
        for (const text of hostileTexts()) await expectAnswer(method, `${path}?${name}=${encodeURIComponent(text)}`);
        await expectAnswer(method, `${path}?${`${name}=1&`.repeat(900)}`);
        await expectAnswer(method, `${path}?${name}${'[a]'.repeat(1_000)}=1`);
      }
      await expectAnswer(
        method,
        `${path}?${Array.from({ length: 2_000 }, (_, index) => `${index.toString(36)}=1`).join('&')}`,
      );
    }
  });

  it('headers and path parameters of any kind', async () => {
    const values = ['a,'.repeat(4_000), 'a;q=0.1,'.repeat(1_500), ' '.repeat(8_000) + 'x', 'a='.repeat(4_000)];
    const names = ['Accept-Language', 'Cookie', 'X-CSRF-Token', 'Accept', 'If-None-Match', 'X-Forwarded-For', 'Range'];
    for (const name of names) {
      for (const value of values) await expectAnswer('GET', '/api/users', { headers: { [name]: value } });
    }
    for (const value of values) {
      await expectAnswer('GET', '/api/users', { headers: { Authorization: `Bearer ${value}` } });
    }
    for (const name of [
      'a'.repeat(12_000),
      '%2e%2e%2f'.repeat(1_000),
      '__proto__',
      '%00',
      '%F0%9F%98%80'.repeat(900),
    ]) {
      await expectAnswer('GET', `/api/batch-synchronizations/${name}/settings`);
      await expectAnswer('GET', `/api/batch-synchronizations/${name}/runs`);
      await expectAnswer('GET', `/api/runs/${name}`);
      await expectAnswer('PUT', `/api/add-ons/${name}`, { body: '{"enabled":true}' });
    }
  });

  it('bodies that are not JSON', async () => {
    const path = '/api/session';
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect(await expectAnswer('POST', path, { headers: form, body: 'user=a' })).toBe(415);
    expect(await expectAnswer('POST', path, { headers: { 'Content-Type': 'text/plain' }, body: '{}' })).toBe(415);
    expect(await expectAnswer('POST', path, { headers: { 'Content-Encoding': 'x' }, body: '{}' })).toBe(415);
    expect(
      await expectAnswer('POST', path, { headers: { 'Content-Type': 'application/json; charset=x' }, body: '{}' }),
    ).toBe(415);
    expect(await expectAnswer('POST', path, { body: '{"user":' })).toBe(400);
    for (const encoding of ['gzip', 'deflate', 'br']) {
      expect(await expectAnswer('POST', path, { headers: { 'Content-Encoding': encoding }, body: '{}' })).toBe(400);
    }
    expect(await expectAnswer('POST', path, { body: '"text"' })).toBe(400);
  });
});
