import { expect, it } from 'vitest';

import { anEntry, readReport, KINDS, openRun, openTestHost, TARGETS } from './support/test-host.js';

it.each(KINDS)('no plan is made on %s of fewer people than were read', async (kind) => {
  const host = await openTestHost(kind);
  const run = await openRun(host);
  const area = await host.reads.open(run, TARGETS);
  for (const id of ['ada', 'grace']) area.add(anEntry(id));
  await area.finish();

  await expect(host.planner.plan(run, area.source, readReport(3))).rejects.toMatchObject({
    code: 'RUN_COUNTS_DISAGREE',
    params: { read: 3, sum: 2 },
  });
  await area.close();
  expect(await host.sql('select 1 from batch_change')).toEqual([]);
  await host.close();
});
