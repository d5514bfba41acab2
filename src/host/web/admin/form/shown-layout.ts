import type { FormLayout } from '../../shared/api/api-types.js';
import type { FormContext } from './form-context.js';

const MODE = 'dataPool.tls.mode';
const SERVER_NAME = 'dataPool.tls.serverName';
const MIN_VERSION = 'dataPool.tls.minVersion';
const OF_CLIENT: ReadonlySet<string> = new Set(['dataPool.tls.clientCertificate', 'dataPool.tls.clientKey']);
/** Of no use without TLS. */
const OF_TLS: ReadonlySet<string> = new Set([MIN_VERSION, 'dataPool.tls.ca', SERVER_NAME, ...OF_CLIENT]);

type Shown = Pick<FormContext, 'values' | 'errors'>;

/**
 * The layout as the values need it. The settings of TLS are left out while the connection has none, unless they have a value or
 * an error. A client certificate that does not sign in is one of them.
 */
export function shownLayout(layout: FormLayout, shown: Shown): FormLayout {
  return withoutTls(shown.values['dataPool.authentication'] === 'external' ? layout : withClientOfTls(layout), shown);
}

function withoutTls({ sections }: FormLayout, { values, errors }: Shown): FormLayout {
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

/** Certificate and key of the client follow the other settings of TLS. */
function withClientOfTls({ sections }: FormLayout): FormLayout {
  const ofClient = sections.flatMap(({ fields }) => fields.filter(({ path }) => OF_CLIENT.has(path)));
  return {
    sections: sections.map((section) => {
      const fields = section.fields.filter(({ path }) => !OF_CLIENT.has(path));
      const at = fields.findIndex(({ path }) => path === SERVER_NAME);
      return { ...section, fields: at < 0 ? fields : fields.toSpliced(at + 1, 0, ...ofClient) };
    }),
  };
}
