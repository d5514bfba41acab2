import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SettingChange } from '../../shared/api/api-types.js';
import { previewQuery } from '../../shared/api/jobs.js';
import type { SaveAnswer } from '../../shared/api/settings.js';
import { useNotices } from '../../shared/components/use-notices.js';
import { browserTimeZone, useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { isSame, valueAt } from '../form/settings-by-path.js';
import type { Choices } from './settings-conflict.js';
import type { Entered, SettingsEditor } from './use-settings-editor.js';

const ENABLED = 'schedule.enabled';
const SCHEDULE = ['schedule.expression', 'schedule.timeZone'];

export interface Save {
  /** Saves, or asks first whether to save what shapes the result of runs, and whether to switch the schedule on. */
  readonly request: () => void;
  /** Whether it is being found out what to ask. */
  readonly preparing: boolean;
  /** Set while the question is open: what a save would change. */
  readonly changes: readonly SettingChange[] | undefined;
  /** Answers that they are to be saved. */
  readonly confirm: () => void;
  readonly saveOnly: () => void;
  readonly saveAndSwitchOn: () => void;
  /** Ends a conflict, and asks the same of the chosen values. */
  readonly resolve: (choices: Choices) => void;
  /** Set while the question is open: when the schedule would run first. */
  readonly firstExecution: string | undefined;
  readonly cancel: () => void;
}

interface SaveParameters {
  /** Undefined: the settings have no schedule. */
  readonly job: string | undefined;
  readonly editor: SettingsEditor;
  readonly onSaved: () => void;
}

/** Saving, with a question if a schedule was entered that would not run, and a notice that tells when the job runs. */
export function useSave({ job, editor, onSaved }: SaveParameters): Save {
  const firstExecutionOf = useFirstExecution();
  const notices = useNotices();
  const outcome = useOutcomeText();
  const [asked, setAsked] = useState<Questions>({});
  const [preparing, setPreparing] = useState(false);

  const report = async (saving: Promise<SaveAnswer | undefined>) => {
    setAsked({});
    const saved = await saving;
    if (!saved) return;
    onSaved();
    notices.done(outcome(saved));
    unseenWarnings(saved).forEach((warning) => notices.info(warning));
  };
  /** Undefined if the question cannot be put, which is shown. */
  const questions = async (entered: Entered): Promise<Questions | undefined> => {
    const changes = await changesToConfirm(editor, entered);
    if (!changes) return undefined;
    const first = job !== undefined && entersIdleSchedule(entered) ? await firstExecutionOf(job, entered) : undefined;
    return { ...(changes.length > 0 && { changes }), ...(first && { firstExecution: first }) };
  };
  const ask = async (entered: Entered) => {
    setPreparing(true);
    const found = await questions(entered).finally(() => setPreparing(false));
    if (!found) return;
    if (found.changes ?? found.firstExecution) setAsked(found);
    else await report(editor.save(entered));
  };
  const request = () => {
    if (editor.dirty && !preparing) void ask(editor);
  };
  const resolve = (choices: Choices) => {
    const chosen = editor.resolve(choices);
    if (chosen) void ask(chosen);
  };
  const { changes, firstExecution } = asked;
  return {
    request,
    preparing,
    changes,
    confirm: () => (firstExecution ? setAsked({ firstExecution }) : void report(editor.save(editor))),
    saveOnly: () => void report(editor.save(editor)),
    saveAndSwitchOn: () => void report(editor.save(editor, { [ENABLED]: true })),
    resolve,
    firstExecution: changes ? undefined : firstExecution,
    cancel: () => setAsked({}),
  };
}

/** Open questions, one after the other. */
interface Questions {
  readonly changes?: readonly SettingChange[];
  readonly firstExecution?: string;
}

/** All changes if one of them shapes the result of runs. None before the first save, and if another user saved meanwhile. */
async function changesToConfirm(
  editor: SettingsEditor,
  entered: Entered,
): Promise<readonly SettingChange[] | undefined> {
  const { version } = entered.base;
  if (version === 0) return [];
  const compared = await editor.compare(entered);
  if (!compared) return undefined;
  const isAsked = compared.version === version && compared.changes.some(({ effect }) => effect !== 'none');
  return isAsked ? compared.changes : [];
}

/** The preview shows those of the schedule. */
function unseenWarnings({ warnings = [] }: SaveAnswer): readonly string[] {
  return warnings.filter(({ field }) => !field.startsWith('schedule.')).map(({ message }) => message);
}

/** Whether a schedule is saved for the first time, or changed, while it is off. */
function entersIdleSchedule({ values, base }: Entered): boolean {
  if (values[ENABLED] === true) return false;
  const entered = Object.fromEntries(SCHEDULE.map((path) => [path, values[path]]));
  const stored = Object.fromEntries(SCHEDULE.map((path) => [path, valueAt(base.settings, path)]));
  return base.version === 0 || !isSame(entered, stored);
}

/** Undefined if the expression is not valid: then there is nothing to ask, and the save says why. */
function useFirstExecution(): (job: string, entered: Entered) => Promise<string | undefined> {
  const queries = useQueryClient();
  const { language } = useTexts();
  return async (job, { values }) => {
    const [expression = '', timeZone = ''] = SCHEDULE.map((path) => String(values[path]));
    const preview = await queries.fetchQuery(previewQuery(job, expression, timeZone, language)).catch(() => undefined);
    return preview?.ok ? preview.next[0] : undefined;
  };
}

function useOutcomeText(): (saved: SaveAnswer) => string {
  const { t } = useTexts();
  const { instant } = useFormats();
  return ({ settings, nextExecution }) => {
    if (nextExecution) return t('form.savedNext', { at: instant(nextExecution), timeZone: browserTimeZone });
    if (nextExecution === undefined) return t('form.saved');
    // On, but without executions: the add-on is disabled.
    return valueAt(settings, ENABLED) === true ? t('form.saved') : t('form.savedOff');
  };
}
