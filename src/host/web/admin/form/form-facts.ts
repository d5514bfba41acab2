import type { FormContextType, RJSFSchema, WidgetProps } from '@rjsf/utils';
import type { FieldError, SettingsRecord } from '../../shared/api/wire.js';
import type { FlatSettings } from './flat-settings.js';

/** What every widget can see of the form around it. */
export interface FormFacts extends FormContextType {
  readonly symbolicName: string;
  readonly values: FlatSettings;
  readonly stored: SettingsRecord;
  readonly errors: readonly FieldError[];
}

/** A widget's `name` is the dotted path of its setting. */
export type SettingWidgetProps = WidgetProps<object, RJSFSchema, FormFacts>;

/** The errors at a setting itself, joined; undefined when there are none. */
export function errorAt(facts: FormFacts, path: string): string | undefined {
  const messages = facts.errors.filter((error) => error.field === path).map((error) => error.message);
  return messages.length > 0 ? messages.join(' ') : undefined;
}

/** `dataPool.tls.ca` and `mode` make `dataPool.tls.mode`. */
export function siblingOf(path: string, name: string): string {
  return [...path.split('.').slice(0, -1), name].join('.');
}
