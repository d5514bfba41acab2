import type { FormDefinition } from '../../shared/api/jobs.js';
import { schemaAt } from '../../shared/settings-schema/schema-at.js';
import { pathsOf } from './settings-by-path.js';

/** The setting of the form to which an error of the host belongs. */
export interface ErrorLocation {
  readonly path: string;
  readonly title: string;
  /** The number of the row in a list, counted from 1. */
  readonly position: number | undefined;
}

/** Returns undefined if the form contains no such setting. */
export function locateError(field: string, { schema, layout }: FormDefinition): ErrorLocation | undefined {
  const path = pathsOf(layout).find((each) => field === each || field.startsWith(`${each}.`));
  if (path === undefined) return undefined;
  const { title } = schemaAt(schema, path);
  const row = /^\.(\d+)/.exec(field.slice(path.length))?.[1];
  return { path, title: title ?? path, position: row === undefined ? undefined : Number(row) + 1 };
}

/** Moves the focus to the input of a setting, in sight. Returns false if the form has none. */
export function focusSetting(form: ParentNode | null, field: string, definition: FormDefinition): boolean {
  const location = locateError(field, definition);
  const input = form && location && findInput(form, field, location.path);
  input?.focus({ preventScroll: true });
  input?.scrollIntoView({ block: 'center' });
  return Boolean(input);
}

const INPUT = 'input, textarea, select, button';

/** Finds the input to correct: the part of a row, else the row, else the setting. */
export function findInput(form: ParentNode, field: string, path: string): HTMLElement | undefined {
  const parts = field.slice(path.length).split('.').slice(1);
  for (let depth = parts.length; depth >= 0; depth--) {
    const suffix = CSS.escape([path, ...parts.slice(0, depth)].join('-'));
    const found = form.querySelector<HTMLElement>(`[id$="_${suffix}"]`);
    if (found) return found.matches(INPUT) ? found : (found.querySelector<HTMLElement>(INPUT) ?? undefined);
  }
  return undefined;
}
