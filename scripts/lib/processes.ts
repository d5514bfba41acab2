/** Processes that outlive the one that started them, told apart from strangers with a number used again. */
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export interface ServerFiles {
  readonly pidFile: string;
  /** Stands on its command line, and on that of no other program. */
  readonly argument: string;
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export function isServing(server: ServerFiles): boolean {
  return servingPid(server) !== undefined;
}

/** Ends the server that an earlier start left behind, if there is one. */
export async function endServer(server: ServerFiles): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const pid = servingPid(server);
    if (pid === undefined) break;
    if (attempt % 50 === 0) process.kill(pid, attempt < 100 ? 'SIGTERM' : 'SIGKILL');
    await pause(100);
  }
  rmSync(server.pidFile, { force: true });
}

function servingPid({ pidFile, argument }: ServerFiles): number | undefined {
  const pid = Number(read(pidFile));
  return pid > 0 && read(`/proc/${pid}/cmdline`).split('\0').includes(argument) ? pid : undefined;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
