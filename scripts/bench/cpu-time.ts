/** CPU time, from `/proc` (proc_pid_stat(5)). */
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  readonly parent: number;
  /** Of the process and of its children that have ended. */
  readonly ticks: number;
}

/** Seconds of CPU time that processes and all their descendants have used, in user mode and in the kernel. */
export function cpuSeconds(...processes: readonly number[]): number {
  const times = new Map(processIds().flatMap((pid) => timesOf(pid)));
  const isIncluded = (pid: number): boolean =>
    processes.includes(pid) || (times.has(pid) && isIncluded(times.get(pid)?.parent ?? 0));
  const ticks = [...times].map(([pid, each]) => (isIncluded(pid) ? each.ticks : 0));
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}

function processIds(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

/** Nothing if the process has ended. */
function timesOf(pid: number): [number, ProcessTimes][] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may contain anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2);
    const numbers = fields.split(' ').map(Number);
    const ticks = numbers.slice(11, 15).reduce((sum, each) => sum + each, 0);
    return [[pid, { parent: numbers[1] ?? 0, ticks }]];
  } catch {
    return [];
  }
}
