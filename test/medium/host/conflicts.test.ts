import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { BatchSyncConflicts, SyncError } from '../../../src/index.js';
import type { FakeConflicts } from './fake-conflicts.js';
import { type FakeHost, fakeHost } from './fake-host.js';
import { NAME } from './fake-names.js';
import { aRun } from './fake-runs.js';

let host: FakeHost;
let conflicts: FakeConflicts;
let operator: { Authorization: string };
beforeAll(async () => {
  host = await fakeHost();
  conflicts = host.app.get<FakeConflicts>(BatchSyncConflicts, { strict: false });
  operator = await host.token('operator');
});
afterAll(() => host?.remove());

const get = (query = '') => host.http().get(`/api/conflicts${query}`).set(operator);
const post = (body: object) => host.http().post('/api/conflicts').set(operator).send(body);
const DECISION = { job: NAME, choice: 'relink', ids: ['7'], reason: 'same person' };

describe('the conflicts of a job', () => {
  it('are listed with their choices, their texts, and the numbers of each kind', async () => {
    const { body } = await get().set('Accept-Language', 'de').expect(200);
    const [first, second] = body.items;
    expect(first).toMatchObject({
      id: '7',
      holder: { lastSeen: '2026-03-01T02:00:00.000Z' },
      choices: ['relink', 'release'],
    });
    expect(first.title).toBe('Benutzername eines Benutzers mit anderem Eintrag');
    expect(first.message).toContain('uid=ada,ou=old');
    // A page shows `holder.lastSeen` in the time zone of its reader.
    expect(first.message).not.toContain('2026');
    expect(second).toMatchObject({ choices: [], user: null, holder: null, remedy: expect.stringMatching(/\S/) });
    expect(body.totals).toMatchObject([
      { code: 'USER_OF_OTHER_ENTRY', conflicts: 449, title: 'Benutzer eines anderen Eintrags' },
    ]);
    expect(body.run).toMatchObject({ mode: 'apply', endedAt: '1970-01-01T00:00:00.003Z' });
  });

  it('are those of one job, of one kind, and of a search', async () => {
    await get(`?job=${NAME}&code=NAME_TAKEN&search=ada&limit=10`).expect(200);
    expect(conflicts.askedFor).toEqual({ code: 'NAME_TAKEN', search: 'ada', limit: 10 });
    await get('?job=unknown').expect(404);
    await get('?code=VALUE_MISSING').expect(400);
    await get('?search=%00').expect(400);
  });
});

describe('a decision', () => {
  it('is a plan, and is recorded with who decided it', async () => {
    const { body } = await post(DECISION).expect(202);
    expect(body).toMatchObject({ mode: 'plan', status: 'queued', decision: { choice: 'relink', code: null } });
    expect(conflicts.decidedWith).toEqual({ ...DECISION, startedBy: 'operator' });

    await post({ job: NAME, choice: 'release', code: 'NAME_TAKEN', reason: 'others' }).expect(202);
    const audit = await host
      .http()
      .get('/api/audit?what=conflict.decide')
      .set(await host.token('admin'));
    const plan = expect.any(String);
    expect(audit.body.items).toMatchObject([
      { who: 'operator', subject: { job: NAME, choice: 'release', code: 'NAME_TAKEN', reason: 'others', plan } },
      { outcome: 'done', subject: { choice: 'relink', conflicts: 1, reason: 'same person', plan: body.id } },
    ]);
  });

  it.each([
    [
      new SyncError('CONFLICT_CHOICE_NOT_OFFERED', { params: { choice: 'recreate' } }),
      'is not offered for each of these',
    ],
    [new SyncError('CONFLICTS_OUT_OF_DATE'), 'a later run has read the directory'],
  ])('is refused if it does not hold any more: %s', async (failure, sentence) => {
    conflicts.failure = failure;
    const { body } = await post(DECISION).expect(409);
    expect(body).toMatchObject({ code: failure.code, message: expect.stringContaining(sentence) });
    conflicts.failure = undefined;
  });

  it('is refused while a run is in progress, which is returned', async () => {
    const run = host.runs.add(aRun({ status: 'reading' }));
    conflicts.failure = new SyncError('RUN_IN_PROGRESS', { params: { runId: run.id } });
    const { body } = await post(DECISION).expect(409);
    expect(body).toMatchObject({ code: 'RUN_IN_PROGRESS', run: { id: run.id } });
    conflicts.failure = undefined;
  });

  it.each([
    [{ ids: undefined }, 'ids', 'required'],
    [{ ids: [] }, 'ids', 'idsOrCode'],
    [{ code: 'NAME_TAKEN' }, 'code', 'idsOrCode'],
    [{ ids: Array.from({ length: 1001 }, String) }, 'ids', 'tooManyItems'],
    [{ ids: undefined, code: null }, 'code', 'notOneOf'],
    [{ ids: ['\0'] }, 'ids', 'controlCharacter'],
    [{ choice: 'delete' }, 'choice', 'notOneOf'],
    [{ reason: ' ' }, 'reason', 'required'],
    [{ job: undefined }, 'job', 'required'],
  ])('is not valid, and the answer says why: %j', async (part, field, code) => {
    conflicts.decidedWith = undefined;
    const { body } = await post({ ...DECISION, ...part }).expect(400);
    expect(body.errors).toContainEqual(expect.objectContaining({ field, code }));
    expect(conflicts.decidedWith).toBeUndefined();
  });
});
