import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const ATTEMPTS = 1_000;

/** Waits until a bind succeeds. Returns the last error when the process ends first, or never answers. */
export async function untilBound(child: ChildProcess, bind: () => Promise<unknown>): Promise<unknown> {
  let last: unknown;
  for (let attempt = 0; attempt < ATTEMPTS && isRunning(child); attempt += 1) {
    try {
      await bind();
      return undefined;
    } catch (error) {
      last = error;
      await pause(30);
    }
  }
  return last ?? new Error('The process has ended.');
}

/** Asks a process to end, and waits until it has. */
export async function ended(child: ChildProcess, ask: () => unknown): Promise<void> {
  if (!isRunning(child)) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  ask();
  await end;
}

function isRunning({ exitCode, signalCode, pid }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}
