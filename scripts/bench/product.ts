/** The product in a process of its own: runs the job once and sends how it went. */
import type { createStandalone } from '../../src/host/standalone.ts';
import type { ProductRun } from './measure-product.ts';

const BUILT = new URL('../../dist/host/standalone.js', import.meta.url).href;
const product = (await import(BUILT)) as { createStandalone: typeof createStandalone };

const standalone = await product.createStandalone();
const { synchronizations } = standalone;
const started = performance.now();
const { id } = await synchronizations.start('LDAPAddonBatchSync', { mode: 'apply', startedBy: null });
for await (const _ of synchronizations.progress(id, new AbortController().signal));
const { status, counts, reason } = await synchronizations.run(id);
const seconds = (performance.now() - started) / 1000;
const peakRss = process.resourceUsage().maxRSS * 1024;
await standalone.close();

const answer: ProductRun = { seconds, peakRss, status, counts: { ...counts }, reason };
process.send?.(answer, () => process.disconnect());
