/**
 * Runs the job once in a separate process, for one person if `BENCH_ONLY` names one, and sends the result (`ProductRun`). It is
 * plain JavaScript, because Node's type stripping would count as memory of the product. With `BENCH_CANCEL_WHILE`, a status, the
 * run is cancelled and its seconds are those from the request to the end. An empty message tells when these seconds begin.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { createStandalone } from '../../dist/host/standalone.js';

const standalone = await createStandalone();
const { runs } = standalone;
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const started = performance.now();
process.send(null);
const only = process.env.BENCH_ONLY;
const { id } = await runs.start('LDAPAddonBatchSync', { mode: 'apply', startedBy: null, ...(only && { only }) });
await runs.takeRuns();
const cancelWhile = process.env.BENCH_CANCEL_WHILE;
let cancelledAt;
for await (const { status, read } of runs.progress(id, new AbortController().signal)) {
  if (status !== cancelWhile || read === 0 || cancelledAt !== undefined) continue;
  cancelledAt = performance.now();
  process.send(null);
  await runs.cancel(id, null);
}
const { status, counts, reason } = await runs.get(id);
const seconds = (performance.now() - (cancelledAt ?? started)) / 1000;
delay.disable();
const longestStall = delay.max / 1e9;
const peakRss = process.resourceUsage().maxRSS * 1024;
process.send({ seconds, peakRss, longestStall, status, counts, reason });
await standalone.close();
process.disconnect();
