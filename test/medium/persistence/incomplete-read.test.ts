import { expect, it } from 'vitest';

import { SYNCHRONIZE_ACTIVE } from '../../../src/processes/synchronize-active.js';
import { anEntry, readReport, KINDS, openRun, openTestHost, SETTINGS_SHAPE, TARGETS } from './support/test-host.js';

it.each(KINDS)('refuses on %s to plan fewer entries than were read', async (kind) => {
  const host = await openTestHost(kind);
  const run = await openRun(host);
  const read = await host.reads.open(run, TARGETS);
  for (const id of ['ada', 'grace']) read.add(anEntry(id));
  await read.finish();

  await expect(
    host.planner.plan(run, read.source, readReport(3), { ...SYNCHRONIZE_ACTIVE, settingsShape: SETTINGS_SHAPE }),
  ).rejects.toMatchObject({
    code: 'RUN_COUNTS_DISAGREE',
    params: { read: 3, sum: 2 },
  });
  await read.close();
  expect(await host.sql('select 1 from batch_change')).toEqual([]);
  await host.close();
});
