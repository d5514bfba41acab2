import { expect, it } from 'vitest';

import type { NewJob } from '../../../src/contract/jobs.js';
import { FurtherJobs } from '../../../src/runs/further-jobs.service.js';
import { aJob } from './job-fixture.js';

const none = {} as never;

const PLANT: NewJob = { name: 'plant', description: 'A plant', dataPool: 'default', changedBy: null };

/** @param hasNext whether schedules have executions. */
function furtherJobs(hasNext = true) {
  const { catalog, store, pools, table, jobSettings } = aJob();
  const schedules = { firstAfter: () => (hasNext ? new Date() : null) } as never;
  const updates = { start: none, refresh: () => Promise.resolve() };
  const further = new FurtherJobs(catalog, store, pools, table, jobSettings, schedules, none, updates);
  return { catalog, further, jobSettings };
}

async function furtherJob() {
  const { catalog, further } = furtherJobs();
  await further.create(PLANT);
  return { catalog, further };
}

it('begins with the settings that are given, in the version in which it is created', async () => {
  const { catalog, further, jobSettings } = furtherJobs();
  const schedule = { enabled: false, expression: '0 0 3 * * *', timeZone: 'Etc/UTC' };
  const settings = { schedule, search: { filter: '(l=Lund)' }, dataPool: 'default' };
  expect(await further.create({ ...PLANT, settings })).toEqual({ ok: true });
  const shown = await jobSettings.show(await catalog.job('plant'));
  expect(shown).toMatchObject({ version: 1, errors: [], settings: { schedule, dataPool: 'default' } });
  expect(shown.settings['search']).toMatchObject({ filter: '(l=Lund)', bases: [] });
});

it.each([['another'], [5], [null], [{ name: 'default', bindDn: 'cn=other' }]])(
  'settings with the data pool %j are refused, because the job names its data pool itself',
  async (dataPool) => {
    const { catalog, further } = furtherJobs();
    const refused = { field: 'dataPool', code: 'dataPoolOfNewJob', params: { dataPool: 'default' } };
    expect(await further.create({ ...PLANT, settings: { dataPool } })).toMatchObject({ ok: false, errors: [refused] });
    expect(await catalog.jobs()).toHaveLength(1);
  },
);

it.each([
  ['a schedule that is not valid', { schedule: { expression: 'never' } }, 'schedule.expression', true],
  ['a schedule that is over', { schedule: { expression: '0 0 2 * * *' } }, 'schedule.expression', false],
  ['a filter that is not valid', { search: { filter: '(' } }, 'search.filter', true],
])('%s is refused, and no job is there', async (_, settings, field, hasNext) => {
  const { catalog, further } = furtherJobs(hasNext);
  const outcome = await further.create({ ...PLANT, name: 'Plant 2', settings });
  expect(outcome).toMatchObject({ ok: false });
  expect(outcome.ok ? [] : outcome.errors.map((error) => error.field)).toEqual(['name', field]);
  expect(await further.create({ ...PLANT, settings })).toMatchObject({ ok: false, errors: [{ field }] });
  expect(await catalog.jobs()).toHaveLength(1);
});

it('a description that cannot be stored is refused with its field and code, and stays as it was', async () => {
  const { catalog, further } = await furtherJob();
  const describe = async (text: string) => further.describe(await catalog.job('plant'), text, 'ada');
  expect(await describe('a\u0000b')).toMatchObject({
    ok: false,
    errors: [{ field: 'description', code: 'controlCharacter' }],
  });
  expect(await describe('x'.repeat(501))).toMatchObject({
    ok: false,
    errors: [{ field: 'description', code: 'tooLong' }],
  });
  expect((await catalog.job('plant')).description).toBe('A plant');
  expect(await describe('Another')).toEqual({ ok: true });
});

it('is named by its process and its own name; the first job by its process alone', async () => {
  const { catalog } = await furtherJob();
  const process = 'Synchronize active LDAP Users to Identity Manager';
  expect(await catalog.displayNameOf('plant')).toBe(`${process}: plant`);
  expect(await catalog.displayNameOf('LDAPAddonBatchSync')).toBe(process);
  expect(await catalog.displayNameOf('gone~3')).toBe('gone~3');
});
