import type { FormLayout } from '../../shared/api/api-types.js';
import type { FormContext } from './form-context.js';

const MODE = 'dataPool.tls.mode';
const MIN_VERSION = 'dataPool.tls.minVersion';
/** Of no use without TLS. */
const OF_TLS: ReadonlySet<string> = new Set([
  MIN_VERSION,
  'dataPool.tls.ca',
  'dataPool.tls.serverName',
  'dataPool.tls.clientCertificate',
  'dataPool.tls.clientKey',
]);

/** The layout without the settings of TLS while the connection has none, unless they have a value or an error. */
export function shownLayout(
  { sections }: FormLayout,
  { values, errors }: Pick<FormContext, 'values' | 'errors'>,
): FormLayout {
  const isHidden = (path: string) =>
    OF_TLS.has(path) && (path === MIN_VERSION || !values[path]) && !errors.some(({ field }) => field === path);
  if (values[MODE] !== 'none') return { sections };
  return {
    sections: sections.map((section) => ({
      ...section,
      fields: section.fields.filter(({ path }) => !isHidden(path)),
    })),
  };
}
