import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MINIMUM_NODE = '22.15.0';

/** Whether the command line runs on this version of Node. */
export function isSupportedNode(version: string): boolean {
  return version.localeCompare(MINIMUM_NODE, 'en', { numeric: true }) >= 0;
}

/**
 * Runs the same command on the Node in `node_modules/.bin`, which the package `node` installs.
 *
 * @returns the exit code of the other process, or 1 if there is no newer Node.
 */
export async function runOnSupportedNode(scriptUrl: string): Promise<number> {
  const script = realpathSync(fileURLToPath(scriptUrl));
  const node = findNode(dirname(script));
  if (!node) {
    process.stderr.write(
      `ldap-batch-sync needs Node ${MINIMUM_NODE} or newer; this is ${process.version}. Run "npm install" first.\n`,
    );
    return 1;
  }
  return runToEnd(node, [script, ...process.argv.slice(2)]);
}

function findNode(folder: string): string | undefined {
  const node = join(folder, 'node_modules', '.bin', 'node');
  if (existsSync(node)) return node;
  const parent = dirname(folder);
  return parent === folder ? undefined : findNode(parent);
}

async function runToEnd(node: string, commandLine: readonly string[]): Promise<number> {
  const child = spawn(node, commandLine, { stdio: 'inherit' });
  // The child shares the terminal and receives Ctrl-C itself, so this process only waits for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
