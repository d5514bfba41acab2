/** Measures what the hash adds to the statement that writes a plan. */
import { readFileSync } from 'node:fs';

import { Client } from 'pg';

import { cpuSeconds } from './cpu-time.ts';
import type { Measure } from './measure-product.ts';

/** Without what is sent only if the run needs it. */
const PLAN = readFileSync(new URL('../../src/persistence/plan/plan.sql', import.meta.url), 'utf8').replaceAll(
  /^ *-- if [^]*?-- end if\n/gm,
  '',
);
const [, RETURNING = ''] = /(returning kind, seq,\s[^]+? as hash)\n/.exec(PLAN) ?? [];
const [, HASH_OF_PLAN = ''] = /(\(select encode\(sha256\(.+) as hash\n/.exec(PLAN) ?? [];

/** As in `plan.sql`: writes the changes, and returns the number of each kind and what `further` selects. */
const writeChanges = (returning: string, further = 'null') => `with changes as (
  insert into written_change select * from batch_change ${returning})
  select (select jsonb_object_agg(kind, number) from (select kind, count(*) as number from changes group by kind) c),
    ${further}`;
const WITH_HASH = writeChanges(RETURNING, HASH_OF_PLAN);
const WITHOUT_HASH = writeChanges('returning kind');
const REPETITIONS = 10;

/** CPU time and elapsed time that hashing adds when the changes of all runs are written. */
export async function measureHash(url: string): Promise<Measure> {
  const client = new Client(url);
  await client.connect();
  try {
    // Workers would take CPU time of their own. The memory is that of the statement of a plan.
    await client.query("set max_parallel_workers_per_gather = 0; set work_mem = '64MB'");
    await client.query('create temp table written_change (like batch_change)');
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const backend = rows[0]?.pid ?? 0;
    const pairs: { readonly cpu: number; readonly seconds: number }[] = [];
    for (let count = 0; count < REPETITIONS; count++) {
      const [withHash, without] = [await timed(client, backend, WITH_HASH), await timed(client, backend, WITHOUT_HASH)];
      pairs.push({ cpu: withHash.cpu - without.cpu, seconds: withHash.seconds - without.seconds });
    }
    // CPU time is counted in hundredths of a second, so its mean is exact where its median is not.
    const cpu = pairs.reduce((sum, pair) => sum + pair.cpu, 0) / REPETITIONS;
    return { name: 'hash over its changes', cpu, seconds: median(pairs.map(({ seconds }) => seconds)) };
  } finally {
    await client.end();
  }
}

async function timed(client: Client, backend: number, sql: string): Promise<{ cpu: number; seconds: number }> {
  await client.query('truncate written_change');
  const [cpu, started] = [cpuSeconds(backend), performance.now()];
  await client.query(sql);
  return { seconds: (performance.now() - started) / 1000, cpu: cpuSeconds(backend) - cpu };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
