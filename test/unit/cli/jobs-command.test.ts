import { describe, expect, it } from 'vitest';

import { AClient } from './a-client.js';
import { aJob } from './a-job.js';
import { runCommandLine } from './a-terminal.js';

describe('jobs', () => {
  it('lists the jobs with their data pool, schedule and latest run', async () => {
    const jobs = [
      aJob({ nextExecution: new Date('2026-03-01T02:00:00Z'), status: 'succeeded' }),
      aJob({ name: 'plant-2', dataPool: 'plant', enabled: false }),
    ];
    const { out, exitCode } = await runCommandLine('jobs', new AClient({ jobs }));

    expect(out).toMatch(/LDAPAddonBatchSync +default +0 0 2 \* \* \* \(Etc\/UTC\) +succeeded +.*2026/);
    expect(out).toMatch(/plant-2 +plant +off +- +-/);
    expect(exitCode).toBe(0);
    expect((await runCommandLine('jobs list', new AClient({ jobs }))).out).toBe(out);
  });

  it('say what the seed leaves open, and how to save it', async () => {
    const open = (undecidedSettings: ('filter' | 'mapping')[]) => new AClient({ jobs: [aJob({ undecidedSettings })] });
    for (const command of ['jobs', 'check']) {
      const { out } = await runCommandLine(command, open(['filter', 'mapping']));
      expect(out).toMatch(/LDAPAddonBatchSync: Filter and mapping are not decided yet\. .*data pool default answered/);
      expect(out).toContain('ldap-batch-sync settings import FILE --job LDAPAddonBatchSync');
      expect((await runCommandLine(command, open(['mapping']))).out).toContain('The mapping is not decided yet.');
      expect((await runCommandLine(command, open([]))).out).not.toContain('decided');
    }
  });

  it('are listed as JSON', async () => {
    const { out } = await runCommandLine('jobs --json', new AClient({ jobs: [aJob()] }));
    expect(JSON.parse(out)).toMatchObject([{ name: 'LDAPAddonBatchSync', dataPool: 'default' }]);
  });

  it('are none while the add-on is disabled', async () => {
    expect((await runCommandLine('jobs', new AClient())).out).toContain('the add-on is disabled');
  });
});

describe('jobs create and delete', () => {
  it('creates a further job on a data pool, and says how to set it up', async () => {
    const client = new AClient();
    const { out } = await runCommandLine('jobs create plant-2 --data-pool plant --description Plant', client);
    expect(client.asked[0]).toEqual({ createJob: { name: 'plant-2', description: 'Plant', dataPool: 'plant' } });
    expect(out).toContain('ldap-batch-sync settings import FILE --job plant-2');
  });

  it('does not create a job without a data pool', async () => {
    const client = new AClient();
    expect((await runCommandLine('jobs create plant-2', client)).usageError).toBeDefined();
    expect(client.asked).toEqual([]);
  });

  it('deletes a further job', async () => {
    const client = new AClient();
    const { exitCode } = await runCommandLine('jobs delete plant-2', client);
    expect(client.asked[0]).toEqual({ deleteJob: 'plant-2' });
    expect(exitCode).toBe(0);
  });
});

describe('--job', () => {
  it('is named again in a command to copy that is about a job, and only there', async () => {
    const client = new AClient({ versions: [], olderVersions: '7' });
    const { out } = await runCommandLine('settings versions --job plant-2', client);
    expect(out).toContain('settings versions --before 7 --job plant-2');

    const planned = await runCommandLine('plan --job plant-2', new AClient({ remote: true }));
    expect(planned.out + planned.messages).not.toContain('--job');
  });
});
