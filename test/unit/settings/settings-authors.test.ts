import { describe, expect, it } from 'vitest';

import type { StoredSetting } from '../../../src/contract/settings-store.js';
import { SettingsAuthors } from '../../../src/settings/settings-authors.service.js';
import { aJob, FakeSettingsStore } from '../runs/job-fixture.js';

/** The authors of a job whose store has these versions, each saved by `user<version>`, today or on the given day. */
function authorsOf(versions: readonly number[], changedAt = new Date()): SettingsAuthors {
  const store = new FakeSettingsStore();
  const kept = versions
    .toSorted((one, other) => other - one)
    .map((version): StoredSetting => ({
      key: '',
      value: {},
      version,
      changedAt,
      changedBy: `user${version}`,
    }));
  store.versions = async (_, { before = Infinity, limit }) =>
    kept.filter(({ version }) => version < before).slice(0, limit);
  return new SettingsAuthors(store, { retentionDays: 30 });
}

describe('who saved settings since a version', () => {
  it.each<[string, readonly number[], number, readonly string[], boolean]>([
    ['nothing was saved', [], 0, [], true],
    ['nobody has saved since', [1, 2], 2, [], true],
    ['two have saved since', [1, 2, 3], 1, ['user3', 'user2'], true],
    ['all are asked for', [1, 2], 0, ['user2', 'user1'], true],
    ['the version itself was deleted', [3], 2, ['user3'], true],
    ['one between was deleted', [1, 3], 1, ['user3'], false],
    ['the stored one was deleted', [1, 2], 3, [], false],
    ['all were deleted', [], 3, [], false],
  ])('%s', async (_, versions, version, authors, isComplete) => {
    expect(await authorsOf(versions).since('key', version)).toEqual({ authors, isComplete });
  });

  it.each([0, 1, 100, 150, 200])('are found page by page, %i of them kept before it', async (version) => {
    const versions = Array.from({ length: 250 }, (_, index) => index + 1);
    const found = await authorsOf(versions).since('key', version);
    expect(found.isComplete).toBe(true);
    expect(found.authors).toHaveLength(250 - version);
    const withGap = versions.filter((each) => each !== 249);
    expect(await authorsOf(withGap).since('key', version)).toMatchObject({ isComplete: false });
  });

  it.each<[string, readonly number[], number, boolean]>([
    ['are known although the retention has deleted versions before them', [3, 4], 31, true],
    ['are not all known if one between was deleted', [2, 4], 31, false],
    ['are not all known if a version was deleted that the retention keeps', [3, 4], 29, false],
  ])('%s', async (_, versions, days, isComplete) => {
    const authors = authorsOf(versions, new Date(Date.now() - days * 24 * 60 * 60 * 1000));
    expect((await authors.since('key', 0)).isComplete).toBe(isComplete);
  });

  it('are not all known in a store that keeps the stored version alone', async () => {
    const { store, jobSettings, job } = aJob();
    const authors = new SettingsAuthors(store, {});
    for (const [index, changedBy] of ['ada', 'grace'].entries()) {
      await jobSettings.save(job, { settings: { search: { filter: `(uid=${index})` } }, changedBy });
    }
    expect(await authors.since(job.settingKey, 1)).toEqual({ authors: ['grace'], isComplete: true });
    expect(await authors.since(job.settingKey, 0)).toEqual({ authors: ['grace'], isComplete: false });
  });
});
