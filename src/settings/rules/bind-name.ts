import { distinguishedNameViolation } from './distinguished-name.js';
import type { RuleViolation } from './rule.js';

/** A user principal name, as Active Directory accepts it in place of a DN (MS-ADTS 5.1.1.1.1): `reader@corp.example`. */
const PRINCIPAL_NAME = /^[^@\\/=,;"<>]+@[^@\\/=,;"<>\s]+$/;
/** The name of a Windows domain and of an account: `CORP\reader`. */
const DOMAIN_AND_ACCOUNT = /^[^@\\/=,;"<>\s]+\\[^@\\/=,;"<>]+$/;

/** Empty (no bind user), a DN, a user principal name, or `DOMAIN\user`. Directories get the name as it was typed. */
export function bindNameViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string' || PRINCIPAL_NAME.test(value) || DOMAIN_AND_ACCOUNT.test(value)) return undefined;
  const violation = distinguishedNameViolation(value);
  return violation && !value.includes('=') ? { ...violation, code: 'bindName' } : violation;
}
