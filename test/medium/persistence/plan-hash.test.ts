import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Run } from '../../../src/contract/run.js';
import {
  anEntry,
  JOB,
  KINDS,
  openRun,
  openTestHost,
  plan,
  SETTINGS_SHAPE,
  synchronize,
  type TestHost,
} from './support/test-host.js';

type Entry = ReturnType<typeof anEntry>;

const people = ['ada', 'grace', 'joan'].map((id) => anEntry(id));
const changed = people.map((entry) => withFields(entry, { firstName: 'ab', lastName: 'c', title: null }));

describe.each(KINDS)('the hash of a plan on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
    await synchronize(host, people);
  });

  async function planOf(entries: readonly Entry[]): Promise<Run> {
    const run = await openRun(host, 'plan');
    await plan(host, run, [...entries]);
    return host.runs.finishAsPlan(run);
  }

  const hashOf = async (entries = changed) => (await planOf(entries)).hash;
  const onAda = (fields: Entry['fields']) => changed.map((each, at) => (at === 0 ? withFields(each, fields) : each));

  it('is the same for the same changes', async () => {
    expect(await hashOf()).toBe(await hashOf());
  });

  it.each<[string, readonly Entry[]]>([
    ['a value after', onAda({ lastName: 'd' })],
    ['the field of a value', onAda({ firstName: null, title: 'ab' })],
    ['where a value ends', onAda({ firstName: 'a', lastName: 'bc' })],
    ['whether a value is null', onAda({ title: '' })],
    ['the DN', changed.map((each, at) => (at === 0 ? { ...each, dn: 'uid=ada,dc=other' } : each))],
    ['who is changed', changed.slice(1)],
    ['the order of the changes', changed.toReversed()],
  ])('covers %s', async (_, entries) => {
    expect(await hashOf([...entries])).not.toBe(await hashOf());
  });

  it.each([
    ['a value before', `update identity_user set title = 'by hand' where user_name = 'ada'`],
    ['the kind of a change', `update identity_user set state = 'inactive' where user_name = 'ada'`],
    [
      'the user',
      `with other as (update identity_user set id = gen_random_uuid() where user_name = 'ada' returning id::text)
       update directory_link set user_id = (select id from other) where dn like 'uid=ada%'`,
    ],
    ['how the user was found', `delete from directory_link where dn like 'uid=ada%'`],
  ])('covers %s', async (_, otherwise) => {
    const before = await hashOf();
    await host.sql(otherwise);
    expect(await hashOf()).not.toBe(before);
  });

  it('covers the stable id', async () => {
    const before = await hashOf();
    await host.sql(`update directory_link set stable_id = 'other' where dn like 'uid=ada%'`);
    expect(await hashOf(changed.map((each, at) => (at === 0 ? { ...each, stableId: 'other' } : each)))).not.toBe(
      before,
    );
  });

  it('of an earlier version, which computed it in another way, still names its plan', async () => {
    const { id } = await planOf(changed);
    const hash = '0'.repeat(64);
    await host.sql('update batch_run set plan_hash = $1::text', [hash]);
    const approval = {
      runId: id,
      job: JOB,
      hash,
      settingsShape: SETTINGS_SHAPE,
      approvedBy: 'olga',
      reason: 'checked',
    };

    expect(await host.runs.approve({ ...approval, validHours: 24 })).toMatchObject({ status: 'queued', hash });
  });
});

function withFields(entry: Entry, fields: Entry['fields']): Entry {
  return { ...entry, fields: { ...entry.fields, ...fields } };
}
