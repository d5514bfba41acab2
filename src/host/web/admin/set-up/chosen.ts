import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { sessionQuery } from '../../shared/api/session.js';
import { readDraft, removeDraft, writeDraft } from '../../shared/drafts.js';
import type { Statement } from '../../shared/settings-schema/statements.js';
import type { SettingsByPath } from '../form/settings-by-path.js';
import type { Naming } from '../naming/naming-inputs.js';

/** What was chosen in the steps after the first one. Absent: what is proposed. */
export interface Chosen {
  readonly bases?: readonly Statement[];
  readonly exclusions?: readonly Statement[];
  readonly filter?: string;
  /** The active rules that were switched on or off. */
  readonly activeRules?: Readonly<Record<string, boolean>>;
  /** The rows, as the settings have them. */
  readonly mapping?: readonly object[];
  /** The settings of the schedule by their path. */
  readonly schedule?: SettingsByPath;
  /** What a further job is called. */
  readonly job?: Naming;
}

export interface ChosenState {
  readonly chosen: Chosen;
  readonly choose: (part: Chosen) => void;
  /** Call this when everything is saved. */
  readonly forget: () => void;
}

/** Keeps in the tab what was chosen for a data pool, also across a reload of the page. */
export function useChosen(pool: string): ChosenState {
  const user = useQuery(sessionQuery).data?.user ?? '';
  const form = `set-up/${pool}`;
  const [chosen, setChosen] = useState<Chosen>(() => readDraft(sessionStorage, user, form)?.changes ?? {});
  useEffect(() => {
    if (Object.keys(chosen).length === 0) removeDraft(sessionStorage, user, form);
    else {
      const changes = chosen as Readonly<Record<string, unknown>>;
      writeDraft(sessionStorage, user, form, {
        version: 0,
        changedAt: new Date().toISOString(),
        changes,
        withoutSecret: false,
      });
    }
  }, [user, form, chosen]);
  return {
    chosen,
    choose: (part) => setChosen((before) => ({ ...before, ...part })),
    forget: () => setChosen({}),
  };
}
