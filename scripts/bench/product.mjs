/**
 * The product in a process of its own: runs the job once and sends how it went (`ProductRun`). Plain JavaScript,
 * because what strips types in Node would count as memory of the product.
 */
import { createStandalone } from '../../dist/host/standalone.js';

const standalone = await createStandalone();
const { synchronizations } = standalone;
const started = performance.now();
const { id } = await synchronizations.start('LDAPAddonBatchSync', { mode: 'apply', startedBy: null });
await synchronizations.takeRuns();
for await (const _ of synchronizations.progress(id, new AbortController().signal));
const { status, counts, reason } = await synchronizations.run(id);
const seconds = (performance.now() - started) / 1000;
const peakRss = process.resourceUsage().maxRSS * 1024;
await standalone.close();

process.send({ seconds, peakRss, status, counts, reason }, () => process.disconnect());
