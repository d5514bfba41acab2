import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { ApiError } from '../../shared/api/api-error.js';
import { type FormDefinition, settingsQuery, useSaveSettings } from '../../shared/api/jobs.js';
import type { FieldError, Settings } from '../../shared/api/api-types.js';
import { type SettingsByPath, flattenSettings, isSame, nestSettings } from '../form/settings-by-path.js';

/** The values that the host rejected, on a save or on a check of the connection. */
export interface ValidationErrors {
  readonly source: 'save' | 'check';
  readonly errors: readonly FieldError[];
}

const NO_ERRORS: ValidationErrors = { source: 'save', errors: [] };

export interface SettingsEditor {
  readonly values: SettingsByPath;
  /** The settings that were last loaded or saved. */
  readonly base: Settings;
  readonly dirty: boolean;
  readonly validation: ValidationErrors;
  readonly saving: boolean;
  /** The error of the last save, except for invalid values and conflicts. */
  readonly failure: unknown;
  /** How many saves have failed since the editor was opened. */
  readonly failedSaves: number;
  /** The settings that another user has saved in the meantime; undefined without a conflict. */
  readonly savedVersion: Settings | undefined;
  readonly change: (values: SettingsByPath) => void;
  readonly save: (over?: Settings) => Promise<boolean>;
  /** Takes over the invalid values that a check found, or clears those of an earlier check. */
  readonly applyCheck: (errors: readonly FieldError[]) => void;
  readonly discard: () => void;
  readonly loadSavedVersion: () => void;
  readonly closeConflict: () => void;
}

interface EditorOptions {
  readonly job: string;
  readonly definition: FormDefinition;
  readonly current: Settings;
}

/** The state of the form. A refetch never discards edits, and a save never overwrites the changes of another user unasked. */
export function useSettingsEditor({ job, definition, current }: EditorOptions): SettingsEditor {
  const queries = useQueryClient();
  const saving = useSaveSettings(job);
  const [base, setBase] = useState(current);
  const baseValues = useMemo(() => flattenSettings(base.settings, definition.layout), [base, definition]);
  const [values, setValues] = useState(baseValues);
  const [validation, setValidation] = useState(NO_ERRORS);
  const [failure, setFailure] = useState<unknown>();
  const [failedSaves, setFailedSaves] = useState(0);
  const [savedVersion, setSavedVersion] = useState<Settings>();
  const dirty = !isSame(values, baseValues);

  const adopt = (settings: Settings) => {
    setBase(settings);
    setValues(flattenSettings(settings.settings, definition.layout));
    setValidation(NO_ERRORS);
    setFailure(undefined);
    setSavedVersion(undefined);
  };
  useEffect(() => {
    if (!dirty && current.version !== base.version) adopt(current);
    // Runs only for new settings from the host: an edit must never reset the form.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [current]);

  const handleFailure = async (error: unknown) => {
    const isConflict = error instanceof ApiError && error.code === 'SETTING_CHANGED';
    const fields = error instanceof ApiError ? error.fields : [];
    setValidation({ source: 'save', errors: fields });
    setFailure(isConflict || fields.length > 0 ? undefined : error);
    setFailedSaves((count) => count + 1);
    if (isConflict) setSavedVersion(await queries.fetchQuery({ ...settingsQuery(job), staleTime: 0 }));
  };
  const save = async (over = base) => {
    try {
      adopt(await saving.mutateAsync({ settings: nestSettings(values), version: over.version }));
      return true;
    } catch (error) {
      await handleFailure(error);
      return false;
    }
  };

  return {
    values,
    base,
    dirty,
    validation,
    saving: saving.isPending,
    failure,
    failedSaves,
    savedVersion,
    change: (changed) => {
      setValues(changed);
      setValidation(({ source, errors }) => ({
        source,
        errors: errors.filter(({ field }) => isUnchanged(field, values, changed)),
      }));
    },
    save,
    applyCheck: (errors) =>
      setValidation((shown) => (errors.length > 0 ? { source: 'check', errors } : withoutCheckErrors(shown))),
    discard: () => adopt(current),
    loadSavedVersion: () => savedVersion && adopt(savedVersion),
    closeConflict: () => setSavedVersion(undefined),
  };
}

/** Errors of an earlier check are out of date. Errors of a save still apply. */
function withoutCheckErrors(shown: ValidationErrors): ValidationErrors {
  return shown.source === 'check' ? NO_ERRORS : shown;
}

/** An error is shown until its setting is changed. */
function isUnchanged(field: string, before: SettingsByPath, after: SettingsByPath): boolean {
  const path = Object.keys(after).find((each) => field === each || field.startsWith(`${each}.`));
  return path === undefined || before[path] === after[path];
}
