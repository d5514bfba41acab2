import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { ApiError } from '../../shared/api/api-error.js';
import { type SettingsForm, settingsQuery, useSaveSettings } from '../../shared/api/jobs.js';
import type { FieldError, Settings } from '../../shared/api/wire.js';
import { type FlatSettings, flatten, isSame, nest } from '../form/flat-settings.js';

/** What the host found wrong with the values, and when: a check of the connection refuses them without a save. */
export interface RefusedValues {
  readonly of: 'save' | 'check';
  readonly errors: readonly FieldError[];
}

const NONE: RefusedValues = { of: 'save', errors: [] };

export interface SettingsEditor {
  readonly values: FlatSettings;
  /** What the values were when they were loaded. */
  readonly base: Settings;
  readonly dirty: boolean;
  readonly refusal: RefusedValues;
  readonly saving: boolean;
  /** What went wrong with the save, other than wrong values. */
  readonly failure: unknown;
  /** The settings somebody else saved meanwhile. */
  readonly theirs: Settings | undefined;
  readonly change: (values: FlatSettings) => void;
  readonly save: (over?: Settings) => Promise<boolean>;
  readonly checked: (errors: readonly FieldError[]) => void;
  readonly discard: () => void;
  readonly takeTheirs: () => void;
  readonly closeConflict: () => void;
}

interface EditorOptions {
  readonly symbolicName: string;
  readonly declared: SettingsForm;
  readonly current: Settings;
}

/** The settings while they are edited: nothing typed is lost to a refresh, nothing saved by others to a save. */
export function useSettingsEditor({ symbolicName, declared, current }: EditorOptions): SettingsEditor {
  const queries = useQueryClient();
  const saving = useSaveSettings(symbolicName);
  const [base, setBase] = useState(current);
  const baseValues = useMemo(() => flatten(base.settings, declared.layout), [base, declared]);
  const [values, setValues] = useState(baseValues);
  const [refusal, setRefusal] = useState(NONE);
  const [failure, setFailure] = useState<unknown>();
  const [theirs, setTheirs] = useState<Settings>();
  const dirty = !isSame(values, baseValues);

  const adopt = (settings: Settings) => {
    setBase(settings);
    setValues(flatten(settings.settings, declared.layout));
    setRefusal(NONE);
    setFailure(undefined);
    setTheirs(undefined);
  };
  useEffect(() => {
    if (!dirty && current.version !== base.version) adopt(current);
    // Only what arrives matters: what is typed never makes the form start over.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [current]);

  const refused = async (error: unknown) => {
    const isConflict = error instanceof ApiError && error.code === 'SETTING_CHANGED';
    const fields = error instanceof ApiError ? error.fields : [];
    setRefusal({ of: 'save', errors: fields });
    setFailure(isConflict || fields.length > 0 ? undefined : error);
    if (isConflict) setTheirs(await queries.fetchQuery({ ...settingsQuery(symbolicName), staleTime: 0 }));
  };
  const save = async (over = base) => {
    try {
      adopt(await saving.mutateAsync({ settings: nest(values), version: over.version }));
      return true;
    } catch (error) {
      await refused(error);
      return false;
    }
  };

  return {
    values,
    base,
    dirty,
    refusal,
    saving: saving.isPending,
    failure,
    theirs,
    change: (changed) => {
      setValues(changed);
      setRefusal(({ of, errors }) => ({
        of,
        errors: errors.filter(({ field }) => isUntouched(field, values, changed)),
      }));
    },
    save,
    checked: (errors) => setRefusal((shown) => (errors.length > 0 ? { of: 'check', errors } : afterCheck(shown))),
    discard: () => adopt(current),
    takeTheirs: () => theirs && adopt(theirs),
    closeConflict: () => setTheirs(undefined),
  };
}

/** What an earlier check found is out of date; why a save was refused still stands. */
function afterCheck(shown: RefusedValues): RefusedValues {
  return shown.of === 'check' ? NONE : shown;
}

/** An error stays until its own setting is changed. */
function isUntouched(field: string, before: FlatSettings, after: FlatSettings): boolean {
  const path = Object.keys(after).find((each) => field === each || field.startsWith(`${each}.`));
  return path === undefined || before[path] === after[path];
}
