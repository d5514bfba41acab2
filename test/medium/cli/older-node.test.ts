import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { MAIN } from './command-line.js';

const NODE_VERSION = join(MAIN, '../node-version.js');

describe('an older Node', () => {
  it('runs the command with the Node in node_modules and returns its exit code', async () => {
    // As main.js does on Node 20.
    const script = `
      const { runOnSupportedNode } = await import(${JSON.stringify(NODE_VERSION)});
      process.argv.splice(2, Infinity, 'show');
      process.exitCode = await runOnSupportedNode(${JSON.stringify(`file://${MAIN}`)});`;
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, 'x']);
    await expect(run).rejects.toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('run') });
  });
});
