import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { sessionQuery } from '../../shared/api/session.js';
import { type Draft, readDraft, removeDraft, writeDraft } from '../../shared/drafts.js';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { draftOf } from './draft-of.js';
import type { SettingsEditor } from './use-settings-editor.js';

export interface DraftOffer {
  /** What was typed before the page was loaded again; undefined once it is restored or discarded. */
  readonly offered: Draft | undefined;
  readonly restore: () => void;
  readonly discard: () => void;
  /** Call this when the user leaves the page without saving. */
  readonly forget: () => void;
}

/** Keeps unsaved changes in the tab, without the password, until they are saved or discarded. */
export function useDraft(form: string, definition: FormDefinition, editor: SettingsEditor): DraftOffer {
  const user = useQuery(sessionQuery).data?.user ?? '';
  const [offered, setOffered] = useState(() => readDraft(sessionStorage, user, form));
  const { values, base, baseValues, dirty } = editor;

  useEffect(() => {
    if (dirty) writeDraft(sessionStorage, user, form, draftOf(definition, base.version, baseValues, values));
    else if (!offered) removeDraft(sessionStorage, user, form);
  }, [user, form, definition, base, baseValues, values, dirty, offered]);

  return {
    offered,
    restore: () => {
      if (offered) editor.restore(offered);
      setOffered(undefined);
    },
    discard: () => setOffered(undefined),
    forget: () => removeDraft(sessionStorage, user, form),
  };
}
