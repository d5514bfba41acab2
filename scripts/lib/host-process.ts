import { fork } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface HostProcess {
  /** Exit code; for a signal, 128 plus its number, as in shells. */
  readonly ended: Promise<number>;
  /** Requests a graceful shutdown. */
  stop(): void;
  kill(): void;
}

export interface HostStart {
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Called with each line of its standard output. Its log is written to this process's standard error. */
  readonly onLine: (line: string) => void;
}

/** Starts the built host in a separate process. */
export function startHost({ args, environment, onLine }: HostStart): HostProcess {
  const child = fork('dist/host/main.js', args, {
    cwd: root,
    env: environment,
    execArgv: ['--enable-source-maps', '--import', new URL('end-with-parent.mjs', import.meta.url).href],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // A separate process group, so that Ctrl-C reaches only this process, which stops everything in order.
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
