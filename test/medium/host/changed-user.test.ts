import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type FakeHost, fakeHost } from './fake-host.js';
import { UNKNOWN_ID } from './fake-names.js';

let host: FakeHost;
let operator: { Authorization: string };
let id: string;
beforeAll(async () => {
  host = await fakeHost();
  operator = await host.token('operator');
  id = (await get('users?query=operator')).body.items[0].id as string;
});
afterAll(() => host?.remove());

const get = (path: string) => host.http().get(`/api/${path}`).set(operator);
const patch = (body: object, user = id) => host.http().patch(`/api/users/${user}`).set(operator).send(body);

const sentencesOf = ({ errors }: { errors: readonly { message: string }[] }) => errors.map(({ message }) => message);

describe('a user', () => {
  it('is changed with a reason, by the person who is signed in, and it is recorded', async () => {
    const { body } = await patch({
      fields: { email: 'ada@new.example', 'attributes.badge': null },
      state: 'inactive',
      expected: { email: null },
      reason: 'asked by phone',
    }).expect(200);

    expect(body).toMatchObject({ id, userName: 'operator', fields: { email: { value: 'x@then.example' } } });
    expect(host.users.changedWith).toEqual({
      fields: { email: 'ada@new.example', 'attributes.badge': null, state: 'inactive' },
      expected: { email: null },
      reason: 'asked by phone',
      changedBy: 'operator',
    });
    const audit = await get('audit?what=user.change').set(await host.token('admin'));
    expect(audit.body.items[0]).toMatchObject({
      who: 'operator',
      outcome: 'done',
      subject: { user: id, fields: ['email', 'attributes.badge', 'state'], reason: 'asked by phone' },
    });
    expect(JSON.stringify(audit.body)).not.toContain('ada@new.example');
  });

  it('gets and loses pins, which are recorded', async () => {
    const { body } = await patch({
      pins: { email: { expiresAt: '2999-01-01T01:00:00+01:00' }, state: {}, title: { expiresAt: null }, phone: null },
      reason: 'asked by phone',
    }).expect(200);
    expect(body.pins).toEqual({
      email: { by: 'olga', reason: 'asked by phone', since: expect.any(String), expiresAt: null },
    });
    expect(host.users.changedWith).toEqual({
      fields: {},
      pins: {
        email: { expiresAt: new Date('2999-01-01') },
        state: { expiresAt: null },
        title: { expiresAt: null },
        phone: null,
      },
      reason: 'asked by phone',
      changedBy: 'operator',
    });
    const audit = await get('audit?what=user.change').set(await host.token('admin'));
    expect(audit.body.items[0].subject).toEqual({
      user: id,
      fields: [],
      pinned: ['email', 'state', 'title'],
      unpinned: ['phone'],
      reason: 'asked by phone',
    });
  });

  it('is not changed by values that are refused, each with its reason', async () => {
    const { body } = await patch({ fields: { email: 'wrong' }, reason: 'r' })
      .set('Accept-Language', 'de')
      .expect(400);
    expect(body).toMatchObject({
      code: 'CHANGE_REFUSED',
      errors: [{ field: 'email', code: 'emailSyntax', message: expect.stringMatching(/^Geben Sie/) }],
    });
    const { body: late } = await patch({ fields: { email: 'old' }, reason: 'r' }).expect(409);
    expect(late).toMatchObject({ code: 'USER_CHANGED', message: expect.stringMatching(/^“E-mail” was changed/) });
    await patch({ fields: {}, reason: 'r' }, UNKNOWN_ID).expect(404);
  });

  it.each([
    [{}],
    [{ reason: ' ' }],
    [{ reason: 'r', state: 'gone' }],
    [{ reason: 'r', fields: ['email'] }],
    [{ reason: 'r', fields: { email: 1 } }],
    [{ reason: 'r', fields: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`attributes.${n}`, 'x'])) }],
    [{ reason: 'r', pins: ['email'] }],
    [{ reason: 'r', pins: { email: true } }],
    [{ reason: 'r', pins: { email: { until: null } } }],
    [{ reason: 'r', pins: { email: { expiresAt: 'tomorrow' } } }],
    [{ reason: 'r', pins: { email: { expiresAt: '2999-01-01' } } }],
    [{ reason: 'r', pins: { email: { expiresAt: '2999-01-01T08:00' } } }],
    [{ reason: 'r', pins: { email: { expiresAt: '9999-12-31T23:59:59-01:00' } } }],
    [{ reason: 'r', role: 'administrator' }],
  ])('is not changed by %j, and the answer says why', async (request) => {
    const { body } = await patch(request).expect(400);
    expect(sentencesOf(body)).not.toEqual([]);
    expect(sentencesOf(body).join(' ')).not.toMatch(/…|Is not valid/);
  });

  it('is not changed in more values at a time than the answer says', async () => {
    const { body } = await patch({ reason: ' ', pins: { email: true }, fields: { email: 1 }, expected: 'x' }).expect(
      400,
    );
    expect(body.errors).toMatchObject([
      { field: 'fields', params: { limit: 50 }, message: expect.stringContaining('not more than 50.') },
      { field: 'pins', params: { limit: 50 }, message: expect.stringContaining('not more than 50.') },
      { field: 'expected', params: { limit: 50 } },
      { field: 'reason', code: 'required', params: {}, message: 'Is required.' },
    ]);
  });

  it('has its state in a member of its own, not among the fields', async () => {
    const { body } = await patch({ fields: { state: 'inactive' }, reason: 'r' }).expect(400);
    expect(body).toMatchObject({ code: 'CHANGE_REFUSED', errors: [{ field: 'state', code: 'fieldUnknown' }] });
  });

  it('is not changed from another site', async () => {
    const signedIn = await host
      .http()
      .post('/api/session')
      .send({ user: 'operator', password: 'the-password-of-operator' });
    const cookie = signedIn.headers['set-cookie'] as unknown as string[];
    await host.http().patch(`/api/users/${id}`).set('Cookie', cookie).send({ reason: 'r' }).expect(403);
  });
});
