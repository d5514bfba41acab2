import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createClient } from '@hey-api/openapi-ts';
import request from 'supertest';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openApiDocument } from '../../../src/host/open-api/open-api-document.js';
import { loadManifest } from '../../../src/processes/load-manifest.js';
import { SYNCHRONIZE_ACTIVE } from '../../../src/processes/synchronize-active.js';
import { NAME, UNKNOWN_ID } from './fake-names.js';
import { aRun } from './fake-runs.js';
import { type FakeHost, fakeHost, PASSWORDS } from './fake-host.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Call = readonly [method: Method, path: string, body?: object];

const JOB = `/api/batch-synchronizations/${NAME}`;
const EVERYTHING = { schedule: { enabled: false } };

let host: FakeHost;
let document: ReturnType<typeof openApiDocument>;
let admin: { Authorization: string };

beforeAll(async () => {
  host = await fakeHost();
  document = openApiDocument(host.app);
  admin = await host.token();
});
afterAll(() => host?.remove());

const send = ([method, path, body]: Call, headers: Record<string, string> = admin) =>
  request(host.url)[method](path).set(headers).send(body);
const isFile = (path: string) => /\/events$|\.(csv|json)$/.test(path);

/** Operations that answer with JSON. */
function operations(): string[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, { responses: Record<string, { content?: object }> }>)
      .filter(([, { responses }]) =>
        Object.entries(responses).some(([status, { content }]) => status < '300' && content),
      )
      .map(([method]) => `${method} ${path}`),
  );
}

describe('the answers of the API', () => {
  it('are as documented, for each operation', async () => {
    const run = host.runs.add(aRun());
    const hash = 'a'.repeat(64);
    const plan = host.runs.add(aRun({ mode: 'plan', status: 'planned', hash }));
    const failed = host.runs.add(aRun({ status: 'failed' }));
    const preview = host.runs.add(aRun({ mode: 'plan', status: 'planned', withUnsavedSettings: true }));
    const open = host.runs.add(aRun({ status: 'applying', endedAt: null }));
    const { body: users } = await send(['get', '/api/users']);
    const user = users.items[0].id as string;
    const calls: readonly Call[] = [
      ['post', '/api/session', { user: 'admin', password: PASSWORDS.admin }],
      ...[`/api/session`, '/api/session/list', '/api/add-ons', '/api/batch-synchronizations', '/api/audit'].map(
        (path) => ['get', path] as const,
      ),
      ...['/api/audit.json', '/api/cache', `/api/users/${user}?at=2026-01-01`, `/api/users/${user}/history`].map(
        (path) => ['get', path] as const,
      ),
      ...['', '/summary', '/changes', '/problems', '/not-seen', '/guards'].map(
        (path) => ['get', `/api/runs/${run.id}${path}`] as const,
      ),
      ...[
        '/settings',
        '/settings/schema',
        '/settings/versions',
        '/settings/versions/2',
        '/guard-figures',
        '/changed-settings',
        '/runs',
      ].map((path) => ['get', JOB + path] as const),
      ['get', '/api/data-pools'],
      ['get', '/api/data-pools/default'],
      ['get', '/api/data-pools/default/versions'],
      ['get', '/api/data-pools/default/versions/2'],
      ['post', '/api/data-pools/default/comparison', { settings: {} }],
      ['post', '/api/data-pools', { name: 'default', description: '' }],
      ['put', '/api/data-pools/default', { settings: {} }],
      ['post', '/api/data-pools/default/check', {}],
      ['post', '/api/data-pools/default/proposal', { search: { filter: '(cn=*)' } }],
      ['post', '/api/data-pools/default/tree', { dn: 'dc=example' }],
      ['post', '/api/data-pools/default/domain-controllers', { domain: 'corp.example' }],
      ['post', '/api/data-pools/default/certificates', {}],
      ['post', '/api/batch-synchronizations', { name: 'plant-2', description: '', dataPool: 'default', settings: {} }],
      ['get', `/api/runs/${preview.id}/settings`],
      ['put', `/api/add-ons/${NAME}`, { enabled: true }],
      ['put', `${JOB}/settings`, { settings: EVERYTHING }],
      ['post', `${JOB}/schedule-preview`, { expression: '0 0 2 * * *', timeZone: 'Etc/UTC' }],
      ['post', `${JOB}/check`, {}],
      ['post', `${JOB}/proposal`, { filter: '(cn=*)', bases: ['dc=example'] }],
      ['post', `${JOB}/certificates`, {}],
      ['post', `${JOB}/tree`, { dn: 'dc=example' }],
      ['post', `${JOB}/domain-controllers`, { domain: 'corp.example' }],
      ['post', '/api/certificates', { pem: '' }],
      ['post', `${JOB}/plan`, { settings: EVERYTHING }],
      ['post', `${JOB}/preview`, { search: 'x' }],
      ['post', `${JOB}/try-row`, { row: { field: 'email' }, values: { mail: ['x'] } }],
      ['post', `${JOB}/settings/comparison`, { settings: EVERYTHING }],
      ['post', `${JOB}/runs`, { mode: 'plan' }],
      ['post', `/api/runs/${plan.id}/approve`, { hash, reason: 'checked' }],
      ['post', `/api/runs/${open.id}/cancel`],
      ['post', `/api/runs/${run.id}/revert`, { reason: 'wrong', fields: ['email'] }],
      ['post', `/api/runs/${run.id}/pins`, { reason: 'kept' }],
      ['get', `/api/runs/${run.id}/reverts`],
      ['get', '/api/why?who=x'],
      ['get', '/api/conflicts'],
      ['post', '/api/conflicts', { job: NAME, choice: 'relink', ids: ['7'], reason: 'the same' }],
      ['patch', `/api/users/${user}`, { fields: { email: null }, state: 'active', reason: 'asked' }],
      ['post', `/api/runs/${failed.id}/resume`],
      ['post', '/api/cache/clear'],
      ['put', '/api/session/password', { currentPassword: PASSWORDS.admin, newPassword: 'another password of admin' }],
      ['delete', '/api/session/list'],
    ];
    for (const call of calls) expect(`${call[0]} ${call[1]} ${(await send(call)).status}`).toMatch(/ 20\d$/);

    const answered = [...(host.answers?.seen ?? [])].filter((each) => / 20\d$/.test(each));
    const withoutAnswer = operations().filter((each) => !answered.some((one) => one.startsWith(`${each} `)));
    expect(withoutAnswer.filter((each) => !isFile(each))).toEqual([]);
  });

  it('are as documented when they are refused', async () => {
    const operator = await host.token('operator');
    for (const [path, item] of Object.entries(document.paths)) {
      const filled = path.replace('{id}', UNKNOWN_ID).replace(/\{\w+\}/, 'unknown');
      for (const method of Object.keys(item) as Method[]) {
        if (isFile(path) || filled === '/api/session') continue;
        const body = { unknown: true };
        for (const headers of [{}, operator, admin]) await send([method, filled, body], headers);
      }
    }
    const statuses = new Set([...(host.answers?.seen ?? [])].map((each) => each.split(' ').at(-1)));
    expect([...statuses]).toEqual(expect.arrayContaining(['400', '401', '403', '404']));
    host.answers?.assertAsDocumented();
  });
});

describe('a client that is generated from the document', () => {
  let folder: string;

  beforeAll(async () => {
    const { settings } = loadManifest(SYNCHRONIZE_ACTIVE.manifestFile);
    const manifestOf = host.jobs.manifest;
    host.jobs.manifest = (name) => ({ ...manifestOf(name), settings });
    folder = await mkdtemp(join(tmpdir(), 'generated-client-'));
    const input = structuredClone(openApiDocument(host.app)) as object;
    await createClient({ input: input as never, output: join(folder, 'client'), logs: { level: 'silent' } });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const errorsIn = async (program: string) => {
    const file = join(folder, 'program.ts');
    await writeFile(file, `import * as api from './client/index.js';\n${program}`);
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [],
    };
    const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
    return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  };

  it('has types for the settings', async () => {
    const program = `
      const path = { job: 'LDAPAddonBatchSync' };
      const { data } = await api.settingsControllerShow({ path });
      const expression: string | undefined = data?.settings.schedule?.expression;
      const pool = data?.settings.dataPool;
      const isSet: boolean | undefined = typeof pool === 'object' ? pool.bindPasswordSet : undefined;
      const rows: api.MappingRow[] = data?.settings.mapping ?? [];
      const tls: api.TlsSettings = { mode: 'starttls' };
      const settings: api.Settings = { schedule: { enabled: true, expression }, dataPool: { tls, bindPassword: '' } };
      const saved = await api.settingsControllerSave({ path, body: { settings, version: data?.version } });
      const warnings: readonly { code: string; message: string }[] = saved.data?.warnings ?? [];
      if (saved.error) console.log(saved.error.code, saved.error.errors?.map(({ field }) => field));
      console.log(isSet, rows, warnings);
      export {};`;
    expect(await errorsIn(program)).toEqual([]);
  });

  it.each([
    ['a value of another type', "const s: api.Settings = { schedule: { enabled: 'yes' } };"],
    ['a value that is not in the list', "const s: api.Settings = { dataPool: { tls: { mode: 'tls' } } };"],
    ['an unknown setting', "const s: api.Settings = { schedule: { cron: '* * * * *' } };"],
    ['a password in an answer', 'const s: api.ShownSettings = { dataPool: { bindPassword: "x" } };'],
  ])('does not take %s', async (_, line) => {
    expect(await errorsIn(`${line}\nexport { s };`)).toHaveLength(1);
  });
});
