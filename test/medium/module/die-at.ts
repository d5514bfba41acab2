export const STAGES = ['queued', 'taken', 'leased', 'reading', 'planned', 'applying', 'completing'] as const;
export type Stage = (typeof STAGES)[number];

/** The method of the built add-on that is called at each stage, and whether the process dies before or after it. */
const METHODS: Readonly<
  Record<Stage, readonly [file: string, owner: string, method: string, dies: 'before' | 'after']>
> = {
  queued: ['runs/run-queue.service.js', 'RunQueue', 'enqueue', 'before'],
  taken: ['runs/run-worker.service.js', 'RunWorker', 'executeOrRecover', 'before'],
  leased: ['persistence/runs/sql-run-store.js', 'SqlRunStore', 'acquire', 'after'],
  reading: ['persistence/reads/temporary-read.js', 'TemporaryRead', 'flush', 'after'],
  planned: ['persistence/plan/sql-planner.js', 'SqlPlanner', 'plan', 'after'],
  applying: ['persistence/journal/chunk-writer.js', 'ChunkWriter', 'write', 'after'],
  completing: ['persistence/runs/sql-run-store.js', 'SqlRunStore', 'complete', 'before'],
};

type Method = (this: unknown, ...parameters: unknown[]) => unknown;

/** Makes this process kill itself, as `kill -9` would, when its run arrives at the stage. */
export async function dieAt(stage: Stage): Promise<void> {
  const [file, owner, method, dies] = METHODS[stage];
  const built = (await import(new URL(`../../../dist/${file}`, import.meta.url).href)) as Record<
    string,
    { prototype: Record<string, Method> }
  >;
  const prototype = built[owner]?.prototype;
  const original = prototype?.[method];
  if (!prototype || !original) throw new Error(`${owner} has no method ${method}.`);
  prototype[method] = async function (...parameters) {
    if (dies === 'after') await original.apply(this, parameters);
    process.kill(process.pid, 'SIGKILL');
    return new Promise(() => undefined); // the signal arrives a moment later
  };
}
