import { Logger } from '@nestjs/common';
import { describe, expect, it, vi } from 'vitest';

import type { UserField } from '../../../src/contract/user-binding.js';
import { FORMER_FILTER, withFormerDefaults } from '../../../src/settings/former-defaults.js';
import { defaultMapping } from '../../../src/settings/schema/default-mapping.js';
import { mappingOfBefore, mappingOfProduct } from '../../../src/settings/seed-mapping.js';
import type { SeedFacts } from '../../../src/settings/settings-seed.service.js';
import { completeSettings, defaultSettings } from '../../../src/settings/stored-settings.js';
import { aJob } from '../runs/job-fixture.js';

const limits = { fields: new Set<UserField>(['userName', 'email', 'principalName']) } as never;
const stored = (rows: unknown) => JSON.parse(JSON.stringify({ mapping: rows })) as object;
const attributesIn = (rows: unknown) => (rows as { attribute: string }[]).map(({ attribute }) => attribute);
const usual = { userName: 'sAMAccountName', principalName: 'userPrincipalName', title: 'title' } as const;

it('the mapping of a product has the fields that the host has', () => {
  const mapping = mappingOfProduct(usual, limits);
  expect(attributesIn(mapping)).toEqual(['sAMAccountName', 'userPrincipalName']);
  expect(mapping).toMatchObject([{ field: 'userName', required: true }, { required: false }]);
});

it('the mapping of a stored seed is kept unless the host has other fields by now', () => {
  const known = stored(mappingOfProduct(usual, limits));
  expect(attributesIn(mappingOfBefore(known, limits))).toEqual(['sAMAccountName', 'userPrincipalName']);
  expect(attributesIn(mappingOfBefore(known, { fields: new Set(['userName']) } as never))).toEqual(['uid']);
  expect(attributesIn(mappingOfBefore(undefined, limits))).toEqual(['uid', 'mail']);
});

it('a stored seed keeps the filter that was the default before 0.5.0, and nothing else', () => {
  const defaults = defaultSettings();
  const kept = withFormerDefaults(defaults, { search: { filter: FORMER_FILTER, baseDn: 'dc=x' } });
  expect(kept).toEqual({ ...defaults, search: { ...(defaults['search'] as object), filter: FORMER_FILTER } });
  expect(withFormerDefaults(defaults, { search: { filter: '(uid=*)' } })).toEqual(defaults);
  expect(withFormerDefaults(defaults, undefined)).toEqual(defaults);
});

describe('mapping and filter that a seed leaves open', () => {
  const dataPool = { urls: ['ldap://localhost'] };
  const seed = { dataPool };
  const factsOf = (answer: Awaited<ReturnType<SeedFacts['usualAttributes']>>, hasRun = false) => ({
    usualAttributes: vi.fn<SeedFacts['usualAttributes']>().mockResolvedValue(answer),
    hasRun: () => Promise.resolve(hasRun),
  });
  /** A host with a seed of before 0.5.0. */
  async function updated() {
    const job = aJob();
    const former = { search: { filter: FORMER_FILTER }, mapping: [...defaultMapping()] };
    await job.storeSeed({ ...seed, ...(JSON.parse(JSON.stringify(former)) as object) });
    const state = async () => {
      const { value } = (await job.jobSettings.stored(job.job)) ?? {};
      const { search, mapping } = completeSettings(value) as { search: { filter: string }; mapping: unknown };
      return { filter: search.filter, userName: attributesIn(mapping)[0] };
    };
    expect(await state()).toEqual(BEFORE);
    return { ...job, state };
  }
  const BEFORE = { filter: FORMER_FILTER, userName: 'uid' };
  const OF_PRODUCT = { filter: '', userName: 'sAMAccountName' };

  it('are not asked for when the seed has a mapping, or no server', async () => {
    const facts = factsOf(null);
    const mapping = [{ attribute: 'cn', field: 'userName', required: true }];
    for (const each of [{ mapping, dataPool }, { schedule: { expression: '0 3 * * *' } }])
      await aJob().storeSeed(each, facts);
    expect(facts.usualAttributes).not.toHaveBeenCalled();
    await aJob().storeSeed(seed, facts);
    expect(facts.usualAttributes).toHaveBeenCalledOnce();
  });

  it('both stay once a run has succeeded with them, and both fit the product otherwise', async () => {
    const { storeSeed, state } = await updated();
    await storeSeed(seed, factsOf(usual, true));
    expect(await state()).toEqual(BEFORE);
    await storeSeed(seed, factsOf(usual));
    expect(await state()).toEqual(OF_PRODUCT);
    await storeSeed(seed, factsOf(undefined, true));
    expect(await state()).toEqual(OF_PRODUCT);
  });

  it('are decided before the next run, or at the next start, if no server answers', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const { seedOf, job, jobSettings, state } = await updated();
    const service = seedOf(seed);
    const facts = factsOf(undefined);
    await service.store(job, facts);
    expect(await state()).toEqual(BEFORE);
    expect(warn.mock.calls[0]?.[0]).toContain('is decided before the next run');
    const open = async (seeded = service) => seeded.leavesOpen(await jobSettings.current(job));
    expect(await open()).toEqual(['filter', 'mapping']);

    await service.decide();
    expect(await state()).toEqual(BEFORE);
    expect(await open()).toEqual(['filter', 'mapping']);
    const other = seedOf(seed);
    await other.store(job, factsOf(undefined));
    expect(await open(other)).toEqual(['filter', 'mapping']);
    facts.usualAttributes.mockResolvedValue(usual);
    await service.decide();
    expect(await state()).toEqual(OF_PRODUCT);
    expect(await open()).toEqual([]);
    expect(await open(other)).toEqual([]);
    await service.decide();
    const moments = facts.usualAttributes.mock.calls.map(([, moment]) => moment);
    expect(moments).toEqual(['start', 'run', 'run']);
  });

  it('are open no more once somebody saved the settings; a filter of the seed is not open', async () => {
    vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const { seedOf, job, jobSettings } = aJob();
    const service = seedOf({ ...seed, search: { filter: '(uid=*)' } });
    await service.store(job, factsOf(undefined));
    const open = async () => service.leavesOpen(await jobSettings.current(job));
    expect(await open()).toEqual(['mapping']);
    await jobSettings.save(job, { settings: {}, changedBy: null });
    expect(await open()).toEqual([]);
  });
});
