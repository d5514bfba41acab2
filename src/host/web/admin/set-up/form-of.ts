import type { FormDefinition } from '../../shared/api/jobs.js';

/** The form of one section of the settings, such as `schedule`. It is a part of a step and has no card of its own. */
export function formOf({ schema, layout }: FormDefinition, section: string): FormDefinition {
  const fields = layout.sections
    .flatMap((each) => each.fields)
    .filter(({ path }) => path === section || path.startsWith(`${section}.`));
  return { schema, layout: { sections: [{ title: '', fields }] } };
}
