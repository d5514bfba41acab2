/**
 * Runs the job once in a separate process and sends the result (`ProductRun`). It is plain JavaScript, because Node's
 * type stripping would count as memory of the product.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { createStandalone } from '../../dist/host/standalone.js';

const standalone = await createStandalone();
const { runs } = standalone;
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const started = performance.now();
const { id } = await runs.start('LDAPAddonBatchSync', { mode: 'apply', startedBy: null });
await runs.takeRuns();
for await (const _ of runs.progress(id, new AbortController().signal));
const { status, counts, reason } = await runs.get(id);
const seconds = (performance.now() - started) / 1000;
delay.disable();
const longestStall = delay.max / 1e9;
const peakRss = process.resourceUsage().maxRSS * 1024;
await standalone.close();

process.send({ seconds, peakRss, longestStall, status, counts, reason }, () => process.disconnect());
