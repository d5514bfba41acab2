/** `npm run check`: runs every `check:*` script of package.json, as many at a time as there are processors. */
import { availableParallelism } from 'node:os';

import { npmScripts, runQuietly } from './lib/npm-scripts.ts';

const waiting = npmScripts('check:');
const failed: string[] = [];

await Promise.all(Array.from({ length: availableParallelism() }, worker));
if (failed.length > 0) {
  console.error(`\nNot good yet: ${failed.join(', ')}`);
  process.exitCode = 1;
}

async function worker(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
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
