import type { BatchSynchronization } from '../index.js';
import type { CommandContext } from './command.js';

/** What the seed of the host leaves open for these jobs, why, and how to save it oneself. */
export function* undecidedLines(
  { texts, command }: Pick<CommandContext, 'texts' | 'command'>,
  jobs: readonly BatchSynchronization[],
): Generator<string> {
  for (const { name, dataPool, undecidedSettings } of jobs) {
    // An older host does not say.
    const [first] = (undecidedSettings as readonly string[] | undefined) ?? [];
    if (first === undefined) continue;
    const what = texts.t(first === 'filter' ? 'web:batch.undecidedBoth' : 'web:batch.undecidedMapping');
    const why = texts.t('web:batch.undecidedText', { dataPool });
    yield texts.t('jobs.undecided', { name, what, why, command: command(`settings import FILE --job ${name}`) });
  }
}
