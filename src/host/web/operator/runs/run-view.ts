export const RUN_TABS = ['changes', 'problems', 'read-report'] as const;
export type RunTab = (typeof RUN_TABS)[number];

/** Which rows of a run its page shows, as in its address. */
export interface RunView {
  /** Undefined: the first one that has something to show. */
  readonly tab: RunTab | undefined;
  /** Of changes. */
  readonly kind: string;
  /** Of the changes of `field`. */
  readonly pattern: string;
  /** Of problems. */
  readonly code: string;
  readonly field: string;
  readonly search: string;
}

export function runViewIn(address: URLSearchParams): RunView {
  const value = (name: string) => address.get(name) ?? '';
  return {
    tab: RUN_TABS.find((tab) => tab === value('tab')),
    kind: value('kind'),
    pattern: value('pattern'),
    code: value('code'),
    field: value('field'),
    search: value('search'),
  };
}

/** The address of a view, without what is the default. */
export function addressOfRunView(view: Partial<RunView>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value));
}
