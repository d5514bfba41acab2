import { findingParams, GUARD_CODES, type GuardFinding, type Run } from '../index.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import type { Texts } from './texts.js';

/** Describes what is beyond a limit, and the limit. */
export function* findingLines(texts: Texts, finding: GuardFinding): Generator<string> {
  const { message } = describeFinding(texts, finding);
  yield `! ${finding.guard}  ${texts.t('guard.limit', { ...finding.limit })}`;
  yield `    ${escapeControlCharacters(message)}`;
  if (finding.usual) yield `    ${texts.t('guard.usual', { count: finding.usual.runs, ...finding.usual })}`;
}

/** Adds the localized text to a finding, as the API of a host does. */
export function describeFinding(texts: Texts, finding: GuardFinding): GuardFinding & { readonly message: string } {
  const code = GUARD_CODES[finding.guard];
  return { ...finding, message: texts.error(code, findingParams(finding)) ?? code };
}

/** The command that applies exactly the plan of the run; none if it has no plan that waits. */
export function approvalLines(texts: Texts, { id, status, hash, approvalNeed }: Run): readonly string[] {
  if (hash === null || (status !== 'planned' && status !== 'stopped')) return [];
  const command = `ldap-batch-sync approve ${id} --hash ${hash} --reason "..."`;
  const waits = approvalNeed && status === 'planned' ? [texts.t(`report.waits.${approvalNeed.because}`)] : [];
  return ['', ...waits, texts.t('report.approve', { command })];
}
