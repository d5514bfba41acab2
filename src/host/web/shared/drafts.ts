/** Unsaved changes of a form, kept in the tab across a reload. */
export interface Draft {
  /** The version of what was changed. */
  readonly version: number;
  /** ISO 8601. */
  readonly changedAt: string;
  /** The changed values by their path. Never a secret. */
  readonly changes: Readonly<Record<string, unknown>>;
  /** Whether a secret was typed, which is not kept. */
  readonly withoutSecret: boolean;
}

const PREFIX = 'identity-manager.draft';

function keyOf(user: string, form = ''): string {
  return [PREFIX, user, form].map(encodeURIComponent).join('/');
}

/** The draft of a form, or undefined if there is none that can be read. */
export function readDraft(storage: Storage, user: string, form: string): Draft | undefined {
  try {
    const draft = JSON.parse(storage.getItem(keyOf(user, form)) ?? 'null') as Draft | null;
    const isDraft = typeof draft?.version === 'number' && typeof draft.changes === 'object';
    return isDraft ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** A tab whose storage is full or turned off goes without a draft. */
export function writeDraft(storage: Storage, user: string, form: string, draft: Draft): void {
  try {
    storage.setItem(keyOf(user, form), JSON.stringify(draft));
  } catch {
    removeDraft(storage, user, form);
  }
}

export function removeDraft(storage: Storage, user: string, form: string): void {
  storage.removeItem(keyOf(user, form));
}

/** Removes all drafts of a user. */
export function removeDrafts(storage: Storage, user: string): void {
  for (const key of Object.keys(storage)) if (key.startsWith(keyOf(user))) storage.removeItem(key);
}
