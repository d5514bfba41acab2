import type { FieldError } from '../contract/error-codes.js';
import { parseLdapUrl } from './rules/ldap-url.js';
import { englishText } from '../i18n/texts.js';
import { isJson, type Json } from './stored-password.js';

const CODE = 'passwordForOtherServer';

/** The stored password was entered for other servers, another user or another protection: it must be entered again. */
export const PASSWORD_REQUIRED_AGAIN: FieldError = {
  field: 'dataPool.bindPassword',
  code: CODE,
  message: englishText(`validation:${CODE}`),
};

/** Whether the password of `stored`, used with `changed`, would go where it never went: nobody decided that it may. */
export function changesTarget(stored: unknown, changed: unknown): boolean {
  const before = dataPoolOf(stored);
  const after = dataPoolOf(changed);
  const known = new Set(serversOf(before));
  return (
    before['bindDn'] !== after['bindDn'] ||
    protectionOf(before) !== protectionOf(after) ||
    !serversOf(after).every((server) => known.has(server))
  );
}

function dataPoolOf(settings: unknown): Json {
  const dataPool = isJson(settings) ? settings['dataPool'] : undefined;
  return isJson(dataPool) ? dataPool : {};
}

function serversOf({ urls }: Json): readonly string[] {
  if (!Array.isArray(urls)) return [];
  return urls.map((url: unknown) => {
    if (typeof url !== 'string') return JSON.stringify(url);
    const { scheme, host, port } = parseLdapUrl(url);
    return `${scheme}://${host.toLowerCase()}:${port}`;
  });
}

function protectionOf({ tls }: Json): string {
  const { mode = 'none', ca = '' } = isJson(tls) ? tls : {};
  return JSON.stringify([mode, ca]);
}
