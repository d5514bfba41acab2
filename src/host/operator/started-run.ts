import { type BatchSyncRuns, type Run, SyncError } from '../../index.js';
import { localizeRun } from '../dto/localize.js';
import type { RunDto } from '../dto/run.dto.js';
import { HostError } from '../errors/host-error.js';
import type { Reader } from '../language/reader.decorator.js';
import type { TextsService } from '../language/texts.service.js';

interface Services {
  readonly runs: BatchSyncRuns;
  readonly texts: TextsService;
}

/** The started run as the API returns it. Throws the error of the host with the run that is in the way. */
export async function startedRun(
  { runs, texts }: Services,
  reader: Reader,
  start: () => Promise<Run>,
): Promise<RunDto> {
  try {
    return localizeRun(texts, reader, await start());
  } catch (error) {
    const run = await conflictingRun(runs, error);
    throw run ? HostError.runInProgress(localizeRun(texts, reader, run)) : error;
  }
}

/** Undefined for any other error, and if the conflicting run is unknown or no longer exists. */
async function conflictingRun(runs: BatchSyncRuns, error: unknown): Promise<Run | undefined> {
  if (!(error instanceof SyncError) || error.code !== 'RUN_IN_PROGRESS') return undefined;
  const { runId } = error.params;
  if (!runId) return undefined;
  return runs.get(String(runId)).catch((lookupError: unknown) => {
    if (lookupError instanceof SyncError && lookupError.code === 'RUN_NOT_FOUND') return undefined;
    throw lookupError;
  });
}
