/** Detects server processes of an earlier start. A reused process id is not mistaken for such a process. */
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export interface ServerFiles {
  readonly pidFile: string;
  /** An argument that occurs only on the command line of this server. */
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

/** Stops the server of an earlier start if it is still running. */
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
