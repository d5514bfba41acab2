const KEY = 'dismissed-plans:';

/** The plans whose notice a user has dismissed, by the ID of their runs. */
export type DismissedPlans = ReadonlySet<string>;

export function dismissedPlans(storage: Storage, user: string): DismissedPlans {
  return new Set(storage.getItem(KEY + user)?.split(',') ?? []);
}

/** Keeps them until the user signs in again. */
export function dismissPlans(storage: Storage, user: string, runIds: readonly string[]): DismissedPlans {
  storage.setItem(KEY + user, runIds.join(','));
  return new Set(runIds);
}

export function isDismissed(dismissed: DismissedPlans, runId: string): boolean {
  return dismissed.has(runId);
}

/** At a sign-in and at a sign-out: whoever signs in is told again. */
export function forgetDismissedPlans(storage: Storage, user: string): void {
  storage.removeItem(KEY + user);
}
