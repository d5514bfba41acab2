import { type ChildProcess, fork } from 'node:child_process';

export type Operation = 'start' | 'plan' | 'approve' | 'cancel' | 'resume';

/** What this process asks a worker process. */
export interface Request {
  readonly number: number;
  readonly operation: Operation;
  /** Of the run that is approved, cancelled or resumed. */
  readonly runId?: string;
}

export type Outcome =
  | { readonly runId: string }
  | { readonly refused: string; readonly blockedBy: string | undefined }
  /** The worker was killed before it answered. */
  | { readonly died: true };

/** What a worker process tells this one. */
export type WorkerMessage = 'working' | 'recovered' | 'alive' | { readonly answer: number; readonly outcome: Outcome };

export type Effort = Pick<Worker, 'recoveries' | 'turns'>;

interface Worker {
  readonly process: ChildProcess;
  isWorking: boolean;
  /** Recoveries that the worker has completed. */
  recoveries: number;
  /** How often it could have recovered. */
  turns: number;
}

/** Worker processes that are killed and replaced. `random` chooses among them: numbers from 0 to below 1. */
export class WorkerPool {
  private readonly workers = new Set<Worker>();
  private readonly waiting = new Map<number, { worker: Worker; resolve: (outcome: Outcome) => void }>();
  private asked = 0;
  private isStopped = false;
  kills = 0;

  constructor(
    size: number,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly random: () => number,
  ) {
    for (let count = 0; count < size; count++) this.add();
  }

  get working(): readonly Worker[] {
    return [...this.workers].filter(({ isWorking }) => isWorking);
  }

  /** What each worker has done so far. */
  efforts(): ReadonlyMap<Worker, Effort> {
    return new Map(this.working.map((worker) => [worker, { recoveries: worker.recoveries, turns: worker.turns }]));
  }

  /** Kills one of the working processes, as `kill -9` does, unless it is the only one. Another takes its place. */
  killOne(): void {
    const { working } = this;
    const victim = working.length > 1 ? this.pickOf(working) : undefined;
    if (!victim) return;
    victim.isWorking = false;
    victim.process.kill('SIGKILL');
    this.kills++;
  }

  /** Asks one of the working processes. */
  ask(operation: Operation, runId?: string): Promise<Outcome> {
    const worker = this.pickOf(this.working);
    if (!worker) return Promise.resolve({ died: true });
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const number = ++this.asked;
    this.waiting.set(number, { worker, resolve });
    worker.process.send({ number, operation, runId }, () => undefined);
    return promise;
  }

  stop(): void {
    this.isStopped = true;
    for (const { process } of this.workers) process.kill('SIGKILL');
  }

  private pickOf<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.random() * items.length)];
  }

  private add(): void {
    const child = fork(new URL('worker-process.ts', import.meta.url), { env: { ...process.env, ...this.environment } });
    const worker: Worker = { process: child, isWorking: false, recoveries: 0, turns: 0 };
    this.workers.add(worker);
    child.on('message', (message: WorkerMessage) => this.receive(worker, message));
    child.on('exit', () => this.replace(worker));
  }

  private receive(worker: Worker, message: WorkerMessage): void {
    if (message === 'working') worker.isWorking = !worker.process.killed;
    else if (message === 'recovered') worker.recoveries++;
    else if (message === 'alive') worker.turns++;
    else this.waiting.get(message.answer)?.resolve(message.outcome);
  }

  private replace(worker: Worker): void {
    this.workers.delete(worker);
    for (const asked of this.waiting.values()) if (asked.worker === worker) asked.resolve({ died: true });
    if (!this.isStopped) this.add();
  }
}
