import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { fieldsUnknown, nothingSelected } from '../../../src/engine/run-errors.js';
import { type FakeHost, fakeHost } from './fake-host.js';
import { UNKNOWN_ID } from './fake-names.js';
import { aRun } from './fake-runs.js';

let host: FakeHost;
let operator: { Authorization: string };
beforeAll(async () => {
  host = await fakeHost();
  operator = await host.token('operator');
});
afterAll(() => host?.remove());

const get = (path: string) => host.http().get(`/api/${path}`).set(operator);
const post = (path: string, body: object = {}) => host.http().post(`/api/${path}`).set(operator).send(body);

describe('a run', () => {
  it('is reverted whole or in part, with a reason, as a plan', async () => {
    const { id } = host.runs.add(aRun());
    const scope = { users: [UNKNOWN_ID], fields: ['email', 'attributes.badge'] };
    const { body } = await post(`runs/${id}/revert`, { ...scope, reason: 'wrong' }).expect(202);

    expect(body).toMatchObject({ mode: 'plan', reverts: { runId: id, ...scope, reason: 'wrong' } });
    expect(host.runs.revertedWith).toEqual({ ...scope, reason: 'wrong', startedBy: 'operator' });
    expect((await get(`runs/${id}/reverts`).expect(200)).body).toMatchObject([{ id: body.id }]);
    expect(
      (
        await get('audit?what=run.revert')
          .set(await host.token('admin'))
          .expect(200)
      ).body.items[0],
    ).toMatchObject({
      who: 'operator',
      subject: { run: id, reason: 'wrong', users: 1, fields: ['email', 'attributes.badge'], plan: body.id },
    });
    await post(`runs/${UNKNOWN_ID}/revert`, { reason: 'wrong' }).expect(404);
  });

  it.each([
    [fieldsUnknown('run', ['titel']), 400, 'do not have the field "titel"'],
    [nothingSelected('run'), 409, 'none of the selected fields of the selected users'],
  ])('is not reverted when the selection has nothing of it: %s', async (error, status, sentence) => {
    const { id } = host.runs.add(aRun());
    vi.spyOn(host.runs, 'revert').mockRejectedValueOnce(error);
    const { body } = await post(`runs/${id}/revert`, { fields: ['titel'], reason: 'wrong' }).expect(status);
    expect(body).toMatchObject({ code: error.code, message: expect.stringContaining(sentence) });
  });

  it('is reverted for as many users as can be selected', async () => {
    const { id } = host.runs.add(aRun());
    const users = Array.from({ length: 1000 }, () => UNKNOWN_ID);
    await post(`runs/${id}/revert`, { users, reason: 'wrong' }).expect(202);
  });

  it.each([
    [{}, 'required'],
    [{ reason: ' ' }, 'required'],
    [{ reason: 'x', users: ['1'] }, 'notIds'],
    [{ reason: 'x', users: [] }, 'emptyList'],
    [{ reason: 'x', users: Array.from({ length: 1001 }, () => UNKNOWN_ID) }, 'tooManyItems'],
    [{ reason: 'x', fields: 'email' }, 'notList'],
    [{ reason: 'x', fields: [] }, 'emptyList'],
    [{ reason: 'x', fields: Array.from({ length: 51 }, () => 'email') }, 'tooManyItems'],
    [{ reason: 'x', fields: ['\0'] }, 'controlCharacter'],
  ])('is not reverted by a request that is not valid, and the answer says why: %#', async (request, code) => {
    const { id } = host.runs.add(aRun());
    host.runs.revertedWith = undefined;
    const { body } = await post(`runs/${id}/revert`, request).expect(400);
    expect(body.errors).toMatchObject([{ code, message: expect.not.stringMatching(/…|Is not valid/) }]);
    expect(host.runs.revertedWith).toBeUndefined();
  });
});

describe('the values of a revert', () => {
  it('are pinned with a reason, and recorded with who did it', async () => {
    const { id } = host.runs.add(aRun());
    const { body } = await post(`runs/${id}/pins`, { reason: 'right', expiresAt: '2999-01-01T00:00:00Z' }).expect(200);

    expect(body).toEqual({ users: 2 });
    const expiresAt = new Date('2999-01-01');
    expect(host.users.pinnedWith).toEqual({ reason: 'right', expiresAt, pinnedBy: 'operator' });
    const audit = await get('audit?what=user.pin').set(await host.token('admin'));
    expect(audit.body.items[0]).toMatchObject({ who: 'operator', subject: { run: id, reason: 'right', users: 2 } });
    await post(`runs/${UNKNOWN_ID}/pins`, { reason: 'right' }).expect(404);
  });

  it('are not pinned until a time that has passed', async () => {
    const { id } = host.runs.add(aRun());
    const { body } = await post(`runs/${id}/pins`, { reason: 'x', expiresAt: '2001-01-01T00:00:00Z' }).expect(400);
    expect(body).toMatchObject({ code: 'CHANGE_REFUSED', errors: [{ field: 'expiresAt', code: 'timePast' }] });
  });

  it.each([[{}], [{ reason: ' ' }], [{ reason: 'x', expiresAt: '2999-01-01' }], [{ reason: 'x', users: ['1'] }]])(
    'are not pinned by %j',
    async (body) => {
      const { id } = host.runs.add(aRun());
      await post(`runs/${id}/pins`, body).expect(400);
    },
  );
});
