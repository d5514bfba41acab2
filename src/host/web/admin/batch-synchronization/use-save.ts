import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { previewQuery } from '../../shared/api/jobs.js';
import { useNotices } from '../../shared/components/use-notices.js';
import { browserTimeZone, useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { isSame, valueAt } from '../form/settings-by-path.js';
import type { Choices } from './settings-conflict.js';
import type { SettingsEditor, StoredOutcome } from './use-settings-editor.js';

const ENABLED = 'schedule.enabled';
const SCHEDULE = ['schedule.expression', 'schedule.timeZone'];

export interface Save {
  /** Saves, or asks first whether to switch the schedule on. */
  readonly request: () => void;
  readonly saveOnly: () => void;
  readonly saveAndSwitchOn: () => void;
  /** Ends a conflict. */
  readonly resolve: (choices: Choices) => void;
  /** Set while the question is open: when the schedule would run first. */
  readonly firstExecution: string | undefined;
  readonly cancel: () => void;
}

interface SaveParameters {
  readonly job: string;
  readonly editor: SettingsEditor;
  readonly onSaved: () => void;
}

/** Saving, with a question if a schedule was entered that would not run, and a notice that tells when the job runs. */
export function useSave({ job, editor, onSaved }: SaveParameters): Save {
  const firstExecutionOf = useFirstExecution(job);
  const notices = useNotices();
  const outcome = useOutcomeText();
  const [firstExecution, setFirstExecution] = useState<string>();

  const report = async (saving: Promise<StoredOutcome | undefined>) => {
    setFirstExecution(undefined);
    const saved = await saving;
    if (!saved) return;
    onSaved();
    notices.done(outcome(saved));
    unseenWarnings(saved).forEach((warning) => notices.info(warning));
  };
  const request = async () => {
    if (!editor.dirty) return;
    const first = entersIdleSchedule(editor) ? await firstExecutionOf(editor) : undefined;
    if (first) setFirstExecution(first);
    else await report(editor.save());
  };
  return {
    request: () => void request(),
    saveOnly: () => void report(editor.save()),
    saveAndSwitchOn: () => void report(editor.save({ [ENABLED]: true })),
    resolve: (choices) => void report(editor.resolve(choices)),
    firstExecution,
    cancel: () => setFirstExecution(undefined),
  };
}

/** The preview shows those of the schedule. */
function unseenWarnings({ warnings = [] }: StoredOutcome): readonly string[] {
  return warnings.filter(({ field }) => !field.startsWith('schedule.')).map(({ message }) => message);
}

/** Whether a schedule is saved for the first time, or changed, while it is off. */
function entersIdleSchedule({ values, base }: SettingsEditor): boolean {
  if (values[ENABLED] === true) return false;
  const entered = Object.fromEntries(SCHEDULE.map((path) => [path, values[path]]));
  const stored = Object.fromEntries(SCHEDULE.map((path) => [path, valueAt(base.settings, path)]));
  return base.version === 0 || !isSame(entered, stored);
}

/** Undefined if the expression is not valid: then there is nothing to ask, and the save says why. */
function useFirstExecution(job: string): (editor: SettingsEditor) => Promise<string | undefined> {
  const queries = useQueryClient();
  const { language } = useTexts();
  return async ({ values }) => {
    const [expression = '', timeZone = ''] = SCHEDULE.map((path) => String(values[path]));
    const preview = await queries.fetchQuery(previewQuery(job, expression, timeZone, language)).catch(() => undefined);
    return preview?.ok ? preview.next[0] : undefined;
  };
}

function useOutcomeText(): (saved: StoredOutcome) => string {
  const { t } = useTexts();
  const { instant } = useFormats();
  return ({ settings, nextExecution }) => {
    if (nextExecution) return t('form.savedNext', { at: instant(nextExecution), timeZone: browserTimeZone });
    if (nextExecution === undefined) return t('form.saved');
    // On, but without executions: the add-on is disabled.
    return valueAt(settings, ENABLED) === true ? t('form.saved') : t('form.savedOff');
  };
}
