import type { SettingsForm } from '../../shared/api/jobs.js';
import { schemaAt } from './form-schema.js';
import { pathsOf } from './flat-settings.js';

/** Where an error of the host stands in the form. */
export interface PlaceOfError {
  readonly path: string;
  readonly title: string;
  /** Of the row in a list, counted from 1. */
  readonly position: number | undefined;
}

/** Undefined for what the form has no setting for. */
export function placeOfError(field: string, { schema, layout }: SettingsForm): PlaceOfError | undefined {
  const path = pathsOf(layout).find((each) => field === each || field.startsWith(`${each}.`));
  if (path === undefined) return undefined;
  const { title } = schemaAt(schema, path);
  const row = /^\.(\d+)/.exec(field.slice(path.length))?.[1];
  return { path, title: title ?? path, position: row === undefined ? undefined : Number(row) + 1 };
}

const INPUT = 'input, textarea, select, button';

/** What to type into to mend it: the part of a row, else the row, else the setting. */
export function inputAt(form: ParentNode, field: string, path: string): HTMLElement | undefined {
  const parts = field.slice(path.length).split('.').slice(1);
  for (let kept = parts.length; kept >= 0; kept--) {
    const ending = CSS.escape([path, ...parts.slice(0, kept)].join('-'));
    const found = form.querySelector<HTMLElement>(`[id$="_${ending}"]`);
    if (found) return found.matches(INPUT) ? found : (found.querySelector<HTMLElement>(INPUT) ?? undefined);
  }
  return undefined;
}
