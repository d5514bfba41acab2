import type { Run } from '../contract/run.js';
import type { MessageParameters, SyncError } from '../contract/sync-error.js';

/** Parameter of the stored reason: the version of the settings with which the directory rejected the bind. */
const SETTINGS_VERSION = 'settingsVersion';

export type RejectedRun = Run & { readonly reason: NonNullable<Run['reason']> };

/** The parameters to store with the reason of a failed run. */
export function reasonParams({ code, params }: SyncError, settingsVersion: number): MessageParameters {
  return code === 'LDAP_BIND_REJECTED' ? { ...params, [SETTINGS_VERSION]: settingsVersion } : params;
}

/**
 * The run in which the directory rejected the bind, if nothing has happened since: no settings were saved, and nobody
 * started a run. Another bind would be rejected, too, and directories lock an account after a few of them, so nothing
 * binds by itself meanwhile.
 *
 * @param newest the two newest runs. A scheduled run that is still open may have been queued while the one before it ended.
 */
export function rejectedBind(newest: readonly Run[], settingsVersion: number): RejectedRun | undefined {
  const [first, second] = newest;
  const last = first?.endedAt === null && first.trigger === 'schedule' ? second : first;
  return last && isRejected(last) && last.reason.params[SETTINGS_VERSION] === settingsVersion ? last : undefined;
}

/** A bind with settings that are not saved says nothing about the saved ones. */
function isRejected(run: Run): run is RejectedRun {
  return !run.withUnsavedSettings && run.status === 'failed' && run.reason?.code === 'LDAP_BIND_REJECTED';
}
