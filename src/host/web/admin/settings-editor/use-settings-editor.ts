import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { ApiError } from '../../shared/api/api-error.js';
import type { FormDefinition } from '../../shared/api/jobs.js';
import {
  type SaveAnswer,
  type SettingsOwner,
  settingsQuery,
  type StoredSettings,
  useSaveSettings,
} from '../../shared/api/settings.js';
import type { FieldError, SettingsComparison } from '../../shared/api/api-types.js';
import { type SettingsByPath, flattenSettings, isSame, keepTyped, nestSettings } from '../form/settings-by-path.js';
import type { Draft } from '../../shared/drafts.js';
import { type Choices, differencesBetween, mergeChoices, type SettingDifference } from './settings-conflict.js';

/** The values that the host rejected, on a save or on a check of the connection. */
export interface ValidationErrors {
  readonly source: 'save' | 'check';
  readonly errors: readonly FieldError[];
}

/** Another user has saved the settings since they were opened. */
export interface SettingsConflict {
  readonly saved: StoredSettings;
  readonly differences: readonly SettingDifference[];
}

const NO_ERRORS: ValidationErrors = { source: 'save', errors: [] };

/** What is to be saved, and over which settings. */
export interface Entered {
  readonly values: SettingsByPath;
  /** The settings that were last loaded or saved. */
  readonly base: StoredSettings;
}

export interface SettingsEditor extends Entered {
  /** Their values. */
  readonly baseValues: SettingsByPath;
  readonly dirty: boolean;
  readonly validation: ValidationErrors;
  readonly saving: boolean;
  /** The error of the last save, except for invalid values and conflicts. */
  readonly failure: unknown;
  /** How many saves have failed since the editor was opened. */
  readonly failedSaves: number;
  readonly conflict: SettingsConflict | undefined;
  readonly change: (values: SettingsByPath) => void;
  /**
   * Saves what was entered, with the given values changed. Returns undefined if nothing was saved, and only settings if
   * another user has saved the same values before.
   */
  readonly save: (entered: Entered, changed?: SettingsByPath) => Promise<SaveAnswer | undefined>;
  /** What a save would change. Undefined if that cannot be told, which is shown as the failure of a save. */
  readonly compare: (entered: Entered) => Promise<SettingsComparison | undefined>;
  /** Ends the conflict: the form contains the chosen values, over what the other user has saved. Nothing is saved yet. */
  readonly resolve: (choices: Choices) => Entered | undefined;
  /** Takes over the invalid values that a check found, or clears those of an earlier check. */
  readonly applyCheck: (errors: readonly FieldError[]) => void;
  /** Returns a function that brings the discarded changes back. */
  readonly discard: () => () => void;
  /** Puts earlier changes on top of the values. If the settings were saved since, a save leads to a conflict. */
  readonly restore: (draft: Pick<Draft, 'version' | 'changes'>) => void;
  readonly closeConflict: () => void;
}

interface EditorOptions {
  readonly owner: SettingsOwner;
  readonly definition: FormDefinition;
  readonly current: StoredSettings;
}

/** The state of the form. A refetch never discards edits, and a save never overwrites the changes of another user unasked. */
export function useSettingsEditor({ owner, definition, current }: EditorOptions): SettingsEditor {
  const queries = useQueryClient();
  const saving = useSaveSettings(owner);
  const [base, setBase] = useState(current);
  const valuesOf = ({ settings }: StoredSettings) => flattenSettings(settings, definition.layout);
  const baseValues = useMemo(() => flattenSettings(base.settings, definition.layout), [base, definition]);
  const [values, setValues] = useState(baseValues);
  const [validation, setValidation] = useState(NO_ERRORS);
  const [failure, setFailure] = useState<unknown>();
  const [failedSaves, setFailedSaves] = useState(0);
  const [savedVersion, setSavedVersion] = useState<StoredSettings>();
  const dirty = !isSame(values, baseValues);

  const adopt = (settings: StoredSettings, valuesFrom: (shown: SettingsByPath) => SettingsByPath) => {
    setBase(settings);
    setValues(valuesFrom);
    setValidation(NO_ERRORS);
    setFailure(undefined);
    setSavedVersion(undefined);
  };
  const reset = () => adopt(current, () => valuesOf(current));
  const adoptSaved = (saved: StoredSettings, sent: SettingsByPath) =>
    adopt(saved, (shown) => keepTyped(shown, sent, valuesOf(saved)));
  useEffect(() => {
    if (!dirty && current.version !== base.version) reset();
    // Runs only for new settings from the host: an edit must never reset the form.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [current]);

  /** Returns what is stored if nothing is left to save, because the other user has saved the same values. */
  const handleFailure = async (error: unknown, sent: SettingsByPath) => {
    const isConflict = error instanceof ApiError && error.code === 'SETTING_CHANGED';
    const theirs = isConflict ? await loadSaved() : undefined;
    if (theirs && isSame(sent, valuesOf(theirs))) {
      adoptSaved(theirs, sent);
      return theirs;
    }
    const fields = error instanceof ApiError ? error.fields : [];
    setValidation({ source: 'save', errors: fields });
    setFailure(theirs || fields.length > 0 ? undefined : error);
    setSavedVersion(theirs);
    setFailedSaves((count) => count + 1);
    return undefined;
  };
  /** Undefined if it cannot be loaded. */
  const loadSaved = () => queries.fetchQuery({ ...settingsQuery(owner), staleTime: 0 }).catch(() => undefined);
  const send = async (sent: SettingsByPath, { version }: StoredSettings): Promise<SaveAnswer | undefined> => {
    try {
      const saved = await saving.mutateAsync({ settings: nestSettings(sent), version });
      adoptSaved(saved, sent);
      return saved;
    } catch (error) {
      return handleFailure(error, sent);
    }
  };
  const compare = async (entered: Entered) => {
    try {
      return await owner.compare(nestSettings(entered.values));
    } catch (error) {
      await handleFailure(error, entered.values);
      return undefined;
    }
  };
  const theirValues = savedVersion && valuesOf(savedVersion);
  const resolve = (choices: Choices) => {
    if (!savedVersion || !theirValues) return undefined;
    const merged = mergeChoices(values, theirValues, choices);
    adopt(savedVersion, () => merged);
    return { values: merged, base: savedVersion };
  };

  return {
    values,
    base,
    baseValues,
    dirty,
    validation,
    saving: saving.isPending,
    failure,
    failedSaves,
    conflict: savedVersion &&
      theirValues && { saved: savedVersion, differences: differencesBetween(baseValues, values, theirValues) },
    change: (changed) => {
      setValues(changed);
      setValidation(({ source, errors }) => ({
        source,
        errors: errors.filter(({ field }) => isUnchanged(field, values, changed)),
      }));
    },
    save: (entered, changed) => {
      const sent = { ...entered.values, ...changed };
      if (changed) setValues(sent);
      return send(sent, entered.base);
    },
    compare,
    resolve,
    applyCheck: (errors) =>
      setValidation((shown) => (errors.length > 0 ? { source: 'check', errors } : withoutCheckErrors(shown))),
    discard: () => {
      reset();
      return () => setValues(values);
    },
    restore: ({ version, changes }) => {
      setBase({ ...base, version });
      setValues({ ...values, ...changes });
    },
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
