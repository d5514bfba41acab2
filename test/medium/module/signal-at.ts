export const STAGES = ['queued', 'taken', 'leased', 'reading', 'planned', 'writing', 'applying', 'completing'] as const;
export type Stage = (typeof STAGES)[number];

/** The method of the built add-on that is called at each stage, and whether the signal comes before or after it. */
const METHODS: Readonly<
  Record<Stage, readonly [file: string, owner: string, method: string, when: 'before' | 'after']>
> = {
  queued: ['runs/run-queue.service.js', 'RunQueue', 'enqueue', 'before'],
  taken: ['runs/run-worker.service.js', 'RunWorker', 'executeOrRecover', 'before'],
  leased: ['persistence/runs/sql-run-store.js', 'SqlRunStore', 'acquire', 'after'],
  reading: ['persistence/reads/temporary-read.js', 'TemporaryRead', 'flush', 'after'],
  planned: ['persistence/plan/sql-planner.js', 'SqlPlanner', 'plan', 'after'],
  writing: ['persistence/journal/chunk-writer.js', 'ChunkWriter', 'perform', 'after'],
  applying: ['persistence/journal/chunk-writer.js', 'ChunkWriter', 'write', 'after'],
  completing: ['persistence/runs/sql-run-store.js', 'SqlRunStore', 'complete', 'before'],
};

type Method = (this: object, ...parameters: unknown[]) => unknown;

/** Makes this process send itself a signal, as `kill` would, when its run arrives at the stage for the first time. */
export async function signalAt(stage: Stage, signal: 'SIGKILL' | 'SIGSTOP'): Promise<void> {
  const [file, owner, method, when] = METHODS[stage];
  let isSent = false;
  await replaceMethod(file, owner, method, async (original) => {
    if (isSent) return original();
    isSent = true;
    const result = when === 'after' ? await original() : undefined;
    process.kill(process.pid, signal);
    if (signal === 'SIGKILL') return new Promise(() => undefined); // the signal arrives a moment later
    return when === 'after' ? result : original();
  });
}

/** Replaces a method of the built add-on. */
export async function replaceMethod(
  file: string,
  owner: string,
  method: string,
  replacement: (original: () => unknown, self: object) => unknown,
): Promise<void> {
  const built = (await import(new URL(`../../../dist/${file}`, import.meta.url).href)) as Record<
    string,
    { prototype: Record<string, Method> }
  >;
  const prototype = built[owner]?.prototype;
  const original = prototype?.[method];
  if (!prototype || !original) throw new Error(`${owner} has no method ${method}.`);
  prototype[method] = async function (this: object, ...parameters) {
    return replacement(() => original.apply(this, parameters), this);
  };
}
