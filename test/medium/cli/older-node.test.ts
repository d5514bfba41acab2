import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { MAIN } from './command-line.js';

const NEWER_NODE = join(MAIN, '../newer-node.js');

describe('an older Node', () => {
  it('hands the command to the Node in node_modules, with its exit code', async () => {
    // What main.js does when it finds itself on Node 20.
    const script = `
      const { runOnNewerNode } = await import(${JSON.stringify(NEWER_NODE)});
      process.argv.splice(2, Infinity, 'show');
      process.exitCode = await runOnNewerNode(${JSON.stringify(`file://${MAIN}`)});`;
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, 'x']);
    await expect(run).rejects.toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('run') });
  });
});
