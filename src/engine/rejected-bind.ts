import type { Run } from '../contract/run.js';
import type { MessageParameters, SyncError } from '../contract/sync-error.js';

/** The versions of the settings that a run uses. They are parameters of the stored reason of a rejected bind. */
export interface UsedVersions {
  /** Of the job; 0 before the first save. */
  readonly settingsVersion: number;
  /** Of the data pool; 0 before the first save. */
  readonly dataPoolVersion: number;
}

export type RejectedRun = Run & { readonly reason: NonNullable<Run['reason']> };

/** The parameters to store with the reason of a failed run. */
export function reasonParams(
  { code, params }: SyncError,
  { settingsVersion, dataPoolVersion }: UsedVersions,
): MessageParameters {
  return code === 'LDAP_BIND_REJECTED' ? { ...params, settingsVersion, dataPoolVersion } : params;
}

/**
 * The run in which the directory rejected the bind, if nothing has happened since: no settings were saved, and nobody
 * started a run. Another bind would be rejected, too, and directories lock an account after a few of them, so nothing
 * binds by itself meanwhile.
 *
 * @param newest the two newest runs. A scheduled run that is still open may have been queued while the one before it ended.
 */
export function rejectedBind(newest: readonly Run[], versions: UsedVersions): RejectedRun | undefined {
  const [first, second] = newest;
  const last = first?.endedAt === null && first.trigger === 'schedule' ? second : first;
  return last && isRejected(last) && hasUsed(last, versions) ? last : undefined;
}

/** A bind with settings that are not saved says nothing about the saved ones. */
function isRejected(run: Run): run is RejectedRun {
  return !run.withUnsavedSettings && run.status === 'failed' && run.reason?.code === 'LDAP_BIND_REJECTED';
}

/** The data pool of a run before 0.5.0 became the first version of its data pool. */
function hasUsed({ reason }: RejectedRun, { settingsVersion, dataPoolVersion }: UsedVersions): boolean {
  const { settingsVersion: used, dataPoolVersion: usedPool = 1 } = reason.params;
  return used === settingsVersion && (usedPool === dataPoolVersion || Number(usedPool) + dataPoolVersion === 1);
}
