import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { SyncError, type Run } from '../../../src/index.js';
import { NAME, UNKNOWN_ID } from './fake-names.js';
import { aRun } from './fake-runs.js';
import { type FakeHost, fakeHost } from './fake-host.js';
import { Listener } from './listener.js';

/** Values of settings, as errors and read reports contain them. */
const SETTINGS = {
  url: 'ldaps://directory.internal:1636',
  bindDn: 'cn=bind-user,dc=internal',
  baseDn: 'ou=people,dc=internal',
  filter: '(memberOf=cn=internal)',
  reason: 'connect ECONNREFUSED 10.9.8.7',
  result: 'invalidCredentials-internal',
};
const TRACES = /internal|10\.9\.8\.7|ECONNREFUSED/;

const readReport = {
  complete: false,
  reason: 'LDAP_BIND_REJECTED' as const,
  server: SETTINGS.url,
  baseDn: SETTINGS.baseDn,
  filter: SETTINGS.filter,
  pages: 0,
  entries: 0,
  referrals: 0,
  paged: false,
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:00:01.000Z',
};

let host: FakeHost;
let run: Run;
let operator: { Authorization: string };
let administrator: { Authorization: string };
beforeAll(async () => {
  host = await fakeHost();
  operator = await host.token('operator');
  administrator = await host.token('admin');
  run = host.runs.add(aRun({ status: 'failed', reason: { code: 'LDAP_BIND_REJECTED', params: SETTINGS }, readReport }));
  const listed = await host.jobs.list();
  const params = { value: 'internal-value' };
  host.jobs.list = async () =>
    listed.map((job) => ({
      ...job,
      settingsErrors: [{ field: 'search.bases.0.dn', code: 'dnSyntax', params, message: '"internal-value" is wrong.' }],
    }));
});
afterAll(() => host?.remove());

/** The addresses of all GET routes of the API, with existing ids. */
async function routes(): Promise<string[]> {
  const { body } = await host.http().get('/api/docs/openapi.json').set(administrator);
  const paths = body.paths as Record<string, { get?: unknown }>;
  return Object.entries(paths)
    .filter(([path, { get }]) => get && !path.endsWith('/events'))
    .map(([path]) =>
      path.replace('{job}', NAME).replaceAll(/\{\w+\}/g, path.includes('/users/') ? UNKNOWN_ID : run.id),
    );
}

describe('an operator', () => {
  it('receives no value of a setting from any route', async () => {
    const paths = await routes();
    expect(paths.length).toBeGreaterThan(8);
    for (const path of paths) {
      const { status, text } = await host.http().get(path).set(operator);
      expect(`${path} ${status < 500}`).toBe(`${path} true`);
      expect(`${path}: ${text}`).not.toMatch(TRACES);
    }
  });

  it('is told what happened and whom to ask, in the requested language', async () => {
    const { body } = await host
      .http()
      .get(`/api/runs/${run.id}`)
      .set(operator)
      .set('Accept-Language', 'de')
      .expect(200);
    expect(body.reason).toEqual({
      code: 'LDAP_BIND_REJECTED',
      params: {},
      message: expect.stringMatching(/Anmeldung abgelehnt.*Administrator/) as string,
      field: 'dataPool.bindPassword',
    });
    expect(body.readReport).toMatchObject({ complete: false, server: null, baseDn: null, filter: null });
  });

  it('receives no value of a setting when a run cannot be started', async () => {
    const start = () =>
      host.http().post(`/api/batch-synchronizations/${NAME}/runs`).set(operator).send({ mode: 'apply' });
    host.runs.conflictingRun = run;
    const conflict = await start().expect(409);
    expect(conflict.body.run.id).toBe(run.id);
    expect(conflict.text).not.toMatch(TRACES);
    host.runs.conflictingRun = undefined;

    const params = { symbolicName: NAME, field: 'search.filter', reason: 'internal', value: 'internal' };
    vi.spyOn(host.runs, 'start').mockRejectedValueOnce(new SyncError('SETTINGS_INVALID', { params }));
    const refused = await start();
    expect(refused.body).toMatchObject({ code: 'SETTINGS_INVALID', message: expect.stringContaining('administrator') });
    expect(refused.text).not.toMatch(TRACES);
  });

  it('receives no value of a setting in the events of a run', async () => {
    const events = await (await Listener.to(`${host.url}/api/runs/${run.id}/events`, operator)).readAll();
    expect(events.at(-1)).toMatchObject({ event: 'end', data: { id: run.id } });
    expect(JSON.stringify(events)).not.toMatch(TRACES);
  });

  it('receives no value of a setting from the public routes', async () => {
    for (const path of ['/health', '/health/live', '/metrics']) {
      expect((await host.http().get(path)).text).not.toMatch(TRACES);
    }
  });
});

describe('an administrator', () => {
  it('sees the search and the parameters of the error', async () => {
    const { body } = await host.http().get(`/api/runs/${run.id}`).set(administrator).expect(200);
    expect(body.reason.params).toEqual(SETTINGS);
    expect(body.reason.message).toContain(SETTINGS.bindDn);
    expect(body.readReport).toMatchObject({ server: SETTINGS.url, baseDn: SETTINGS.baseDn, filter: SETTINGS.filter });
  });
});
