import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { manifest } from './fake-add-on.js';
import { NAME, UNKNOWN_ID } from './fake-names.js';
import { type FakeHost, fakeHost } from './fake-host.js';
import { aRun } from './fake-runs.js';

let host: FakeHost;
let admin: { Authorization: string };
beforeAll(async () => {
  host = await fakeHost();
  admin = await host.token();
});
afterAll(() => host?.remove());

const get = (path: string) => host.http().get(`/api/${path}`).set(admin);
const post = (path: string, body?: object) => host.http().post(`/api/${path}`).set(admin).send(body);
const put = (path: string, body: object) => host.http().put(`/api/${path}`).set(admin).send(body);
const JOB = `batch-synchronizations/${NAME}`;

describe('add-ons', () => {
  it('are listed with their manifests and are enabled by default', async () => {
    const { body } = await get('add-ons').expect(200);
    const words = { description: expect.any(String), permissions: expect.any(Array) };
    expect(body).toEqual([{ manifest: { ...manifest, ...words }, enabled: true }]);
  });

  it('are described in the language of Accept-Language', async () => {
    const texts = JSON.parse(readFileSync('i18n/sv/process.json', 'utf8'));
    const { body } = await get('add-ons').set('Accept-Language', 'sv').expect(200);
    const [{ description, permissions }] = body.map((addOn: { manifest: object }) => addOn.manifest);
    expect({ description, permissions }).toEqual({
      description: texts.description,
      permissions: [texts.permissions.readDirectory],
    });
  });

  it('are disabled and enabled by name or alias', async () => {
    expect((await put(`add-ons/${NAME}`, { enabled: false }).expect(200)).body).toMatchObject({ enabled: false });
    expect((await get('add-ons').expect(200)).body).toMatchObject([{ enabled: false }]);
    await put('add-ons/Alias', { enabled: true }).expect(200);
    expect((await get('add-ons').expect(200)).body).toMatchObject([{ enabled: true }]);
  });

  it('with an unknown name are not found', async () => {
    const { body } = await put('add-ons/Other', { enabled: true }).expect(404);
    expect(body).toMatchObject({ code: 'UNKNOWN_PROCESS', params: { symbolicName: 'Other' } });
    expect(body.message).toContain('Other');
  });

  it.each([[{}], [{ enabled: 'yes' }], [{ enabled: true, more: 1 }], [[]]])('are not changed by %j', async (body) => {
    await put(`add-ons/${NAME}`, body).expect(400);
  });
});

describe('settings', () => {
  it('of an unknown job are not found', async () => {
    const { body } = await get('batch-synchronizations/Other/settings').expect(404);
    expect(body).toMatchObject({ code: 'JOB_UNKNOWN', message: expect.stringContaining('no job named "Other"') });
  });

  it('are shown with their version', async () => {
    expect((await get(`${JOB}/settings`).expect(200)).body).toMatchObject({
      symbolicName: NAME,
      version: 3,
      errors: [],
    });
    await get('batch-synchronizations/Alias/settings').expect(200);
    await get('batch-synchronizations/Other/settings').expect(404);
  });

  it('are saved with the name of the user', async () => {
    const request = { settings: { schedule: { enabled: true } }, version: 3 };
    const { body } = await put(`${JOB}/settings`, request).set('Accept-Language', 'de').expect(200);
    expect(body.warnings).toMatchObject([
      { code: 'scheduleBelowMinute', message: expect.stringMatching(/^Der kürzeste Abstand/) },
    ]);
    const saved = { settings: { schedule: { enabled: true } }, expectedVersion: 3, changedBy: 'admin' };
    expect(host.jobs.saved).toEqual(saved);
  });

  it('are overwritten if no version is given', async () => {
    await put(`${JOB}/settings`, { settings: {} }).expect(200);
    expect(host.jobs.saved).not.toHaveProperty('expectedVersion');
  });

  it('are rejected with an error per invalid field', async () => {
    const { body } = await put(`${JOB}/settings`, { settings: { wrong: true } }).expect(400);
    expect(body).toMatchObject({ code: 'SETTINGS_REFUSED', errors: [{ field: 'dataPool.urls.0', code: 'isLdapUrl' }] });
  });

  it('are not overwritten if they were saved since they were read', async () => {
    const { body } = await put(`${JOB}/settings`, { settings: {}, version: 1 }).expect(409);
    expect(body.code).toBe('SETTING_CHANGED');
  });

  it.each([
    [{}],
    [{ settings: [] }],
    [{ settings: 'x' }],
    [{ settings: {}, version: -1 }],
    [{ settings: {}, version: '1' }],
    [{ schedule: {} }],
  ])('are not read from %j', async (body) => {
    expect((await put(`${JOB}/settings`, body).expect(400)).body.code).toBe('REQUEST_INVALID');
  });

  it('have the form that the manifest declares', async () => {
    expect((await get(`${JOB}/settings/schema`).expect(200)).body).toEqual(manifest.settings);
    await get('batch-synchronizations/Other/settings/schema').expect(404);
  });
});

describe('a schedule', () => {
  const preview = (expression: string) => post(`${JOB}/schedule-preview`, { expression, timeZone: 'Etc/UTC' });

  it('is described in the language of Accept-Language, with its next executions', async () => {
    const { body } = await preview('0 0 2 * * *').set('Accept-Language', 'fr').expect(200);
    const warning = { code: 'scheduleBelowMinute', message: expect.stringMatching(/^L’intervalle .* 10 s/) };
    expect(body).toEqual({
      ok: true,
      sentence: 'in fr',
      next: ['1970-01-01T00:00:00.000Z'],
      warnings: [expect.objectContaining(warning)],
    });
  });

  it('that is invalid is rejected with a reason', async () => {
    expect((await preview('wrong').expect(200)).body).toMatchObject({ ok: false, errors: [{ field: 'expression' }] });
    await post(`${JOB}/schedule-preview`, { expression: 5 }).expect(400);
  });
});

describe('a connection', () => {
  it('is checked step by step, with localized results and remedies', async () => {
    const { body } = await post(`${JOB}/check`).set('Accept-Language', 'de').expect(200);
    expect(body.steps).toEqual([
      expect.objectContaining({ step: 'bind', outcome: 'failed', code: 'LDAP_BIND_REJECTED' }),
    ]);
    expect(body.steps[0].remedy.length).toBeGreaterThan(10);
    await post(`${JOB}/check`, { settings: { dataPool: {} } }).expect(200);
    await post(`${JOB}/check`, { settings: 'x' }).expect(400);
  });

  it('is not checked with invalid settings, as they would not be saved', async () => {
    const { body } = await post(`${JOB}/check`, { settings: { wrong: true } })
      .set('Accept-Language', 'sv')
      .expect(400);
    expect(body).toMatchObject({ code: 'SETTINGS_REFUSED', errors: [{ field: 'dataPool.urls', code: 'notList' }] });
    expect(body.errors[0].message).toBe('Måste vara en lista.');
  });
});

describe('the unsaved settings of a plan', () => {
  it('are shown to administrators only', async () => {
    const { id } = host.runs.add(aRun({ mode: 'plan', status: 'planned', withUnsavedSettings: true }));
    expect((await get(`runs/${id}/settings`).expect(200)).body).toMatchObject({
      version: 3,
      settings: { dataPool: { urls: ['ldap://internal'] } },
      changes: [{ field: 'dataPool.urls', after: ['ldap://internal'] }],
    });
    const operator = await host.token('operator');
    const { body } = await host.http().get(`/api/runs/${id}/settings`).set(operator).expect(403);
    expect(JSON.stringify(body)).not.toContain('internal');
    await host.http().get(`/api/runs/${id}/settings`).expect(401);
  });

  it('are not found where there are none', async () => {
    const { id } = host.runs.add(aRun({ mode: 'plan', status: 'planned' }));
    expect((await get(`runs/${id}/settings`).expect(404)).body).toMatchObject({ code: 'NO_UNSAVED_SETTINGS' });
    expect((await get(`runs/${UNKNOWN_ID}/settings`).expect(404)).body.code).toBe('RUN_NOT_FOUND');
  });
});
