/** `npm run check`: runs every `check:*` script of package.json, as many at a time as there are processors. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };
const waiting = Object.entries(scripts).filter(([name]) => name.startsWith('check:'));
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
    const { ok, output } = await run(command);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name}  ${seconds} s`);
    if (ok) continue;
    failed.push(name);
    console.log(output);
  }
}

/** What it says is shown only when it finds something: all of it, in one piece. */
function run(command: string): Promise<{ ok: boolean; output: string }> {
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((done) => child.once('close', (code) => done({ ok: code === 0, output })));
}
