import { Writable } from 'node:stream';

import { expect, it } from 'vitest';

import { escapeOutput } from '../../../src/cli/escape-control-characters.js';
import { TerminalOutput } from '../../../src/cli/terminal-output.js';

/** "Control Sequence Introducer" as one character, and a mark that turns the direction of all that follows. */
const HOSTILE = 'Ev\u009b2J\u202ea\u2028\u{e0041}';

it('prints no control or invisible characters, and JSON keeps its meaning', () => {
  const printed = escapeOutput(JSON.stringify({ lastName: HOSTILE }, null, 2));

  expect(printed.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(JSON.parse(printed)).toEqual({ lastName: HOSTILE });
});

it('leaves no listeners on a slow reader', async () => {
  const out = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => void setImmediate(done) });
  const output = new TerminalOutput(out, out);
  for (let line = 0; line < 50; line++) await output.result('a line');

  expect([out.listenerCount('drain'), out.listenerCount('close')]).toEqual([0, 0]);
});

it('does not wait for a reader that has gone', async () => {
  const out = new Writable({ highWaterMark: 1, write: () => undefined });
  out.on('error', () => undefined);
  const output = new TerminalOutput(out, out);
  const printing = output.result('a line');
  out.destroy(new Error('EPIPE'));
  await printing;

  expect(output.isClosed).toBe(true);
});
