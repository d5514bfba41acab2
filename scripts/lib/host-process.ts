import { fork } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface HostProcess {
  /** Its exit code; for a signal, 128 and the number of it, as shells have it. */
  readonly ended: Promise<number>;
  /** Asks it to finish what it does and end. */
  stop(): void;
  kill(): void;
}

export interface HostStart {
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Gets each line that it says; its log goes to our error output. */
  readonly onLine: (line: string) => void;
}

/** The built host, in a process of its own. */
export function startHost({ args, environment, onLine }: HostStart): HostProcess {
  const child = fork('dist/host/main.js', args, {
    cwd: root,
    env: environment,
    execArgv: ['--enable-source-maps', '--import', new URL('end-with-parent.mjs', import.meta.url).href],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // A group of its own: a Ctrl-C reaches us alone, and we stop things in their order.
    detached: true,
  });
  if (child.stdout) createInterface({ input: child.stdout }).on('line', onLine);
  return {
    ended: new Promise((done, failed) => {
      child.once('error', failed);
      child.once('exit', (code, signal) => done(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
    }),
    stop: () => void child.kill('SIGTERM'),
    kill: () => void child.kill('SIGKILL'),
  };
}
