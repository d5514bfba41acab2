import type { FormContextType, RJSFSchema, WidgetProps } from '@rjsf/utils';
import type { DomainControllerList, FieldError, SettingsRecord } from '../../shared/api/api-types.js';
import type { SettingsOwner } from '../../shared/api/settings.js';
import type { Undo } from '../../shared/components/use-undo.js';
import type { MappingEvidence } from './mapping-evidence.js';
import type { SettingsByPath } from './settings-by-path.js';

/** The tree of the directory that the form asks. */
export interface FormTree {
  readonly key: readonly string[];
  readonly load: NonNullable<SettingsOwner['tree']>;
  /** Changes the settings that the tree states. */
  readonly change: (values: SettingsByPath) => void;
}

/** The data that the form passes to every widget. */
export interface FormContext extends FormContextType {
  /** Name of the job; empty in the form of a data pool, which has no schedule and no limits. */
  readonly job: string;
  readonly values: SettingsByPath;
  readonly stored: SettingsRecord;
  readonly errors: readonly FieldError[];
  /** The domain controllers that the values of the form could use; absent: they cannot be looked for. */
  readonly findDomainControllers?: ((domain: string | undefined) => Promise<DomainControllerList>) | undefined;
  /** Absent: the form has no search. */
  readonly tree?: FormTree | undefined;
  /** What is known of the attributes of the directory; absent: nothing. */
  readonly evidence?: MappingEvidence | undefined;
  /** Offers to bring back what a widget removed. */
  readonly undo: Undo;
}

/** A widget's `name` is the dotted path of its setting. */
export type SettingWidgetProps = WidgetProps<object, RJSFSchema, FormContext>;

/** The messages of all errors of one setting, or undefined without errors. */
export function errorAt(context: FormContext, path: string): string | undefined {
  const messages = context.errors.filter((error) => error.field === path).map((error) => error.message);
  return messages.length > 0 ? messages.join(' ') : undefined;
}

/** For `dataPool.tls.ca` and `mode`: `dataPool.tls.mode`. */
export function siblingOf(path: string, name: string): string {
  return [...path.split('.').slice(0, -1), name].join('.');
}
