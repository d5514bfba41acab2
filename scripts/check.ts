/** `npm run check`: runs all `check:*` scripts of package.json, one per processor at a time. */
import { availableParallelism } from 'node:os';

import { npmScripts, runQuietly } from './lib/npm-scripts.ts';

const queue = npmScripts('check:');
const failed: string[] = [];

await Promise.all(Array.from({ length: availableParallelism() }, worker));
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

async function worker(): Promise<void> {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [name, command] = next;
    const started = performance.now();
    const { ok, output } = await runQuietly(command);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name}  ${seconds} s`);
    if (ok) continue;
    failed.push(name);
    console.log(output);
  }
}
