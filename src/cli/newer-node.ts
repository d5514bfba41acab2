import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = '22.15.0';

/** Whether this Node can run the command line itself. */
export function runsHere(version: string): boolean {
  return version.localeCompare(OLDEST_NODE, 'en', { numeric: true }) >= 0;
}

/**
 * Runs the same command on the Node that the package `node` put into `node_modules/.bin`.
 *
 * @returns the exit code: that of the other process, or 1 when there is no newer Node.
 */
export async function runOnNewerNode(scriptUrl: string): Promise<number> {
  const script = realpathSync(fileURLToPath(scriptUrl));
  const node = findNode(dirname(script));
  if (!node) {
    process.stderr.write(
      `ldap-batch-sync needs Node ${OLDEST_NODE} or newer; this is ${process.version}. Run "npm install" first.\n`,
    );
    return 1;
  }
  return finish(node, [script, ...process.argv.slice(2)]);
}

function findNode(folder: string): string | undefined {
  const node = join(folder, 'node_modules', '.bin', 'node');
  if (existsSync(node)) return node;
  const parent = dirname(folder);
  return parent === folder ? undefined : findNode(parent);
}

async function finish(node: string, commandLine: readonly string[]): Promise<number> {
  const child = spawn(node, commandLine, { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself, as it shares the terminal; this process only has to wait for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
