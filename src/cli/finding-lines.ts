import { changesIn } from '../contract/change-kinds.js';
import { findingParams, GUARD_CODES, type GuardFinding, type Run, type UsualShare } from '../index.js';
import type { CommandContext } from './command.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import type { Texts } from './texts.js';

/** Describes what is beyond a limit, the limit, and what is usual. */
export function* findingLines(texts: Texts, finding: GuardFinding, isOfRevert = false): Generator<string> {
  const { message } = describeFinding(texts, finding);
  const { percent, people } = finding.limit;
  const limit = texts.t('guard.limit', { percent: texts.number(percent), people: texts.number(people) });
  yield `! ${finding.guard}  ${limit}`;
  yield `    ${escapeControlCharacters(message)}`;
  if (finding.usual) yield `    ${usualText(texts, finding.usual, finding.unit !== null || isOfRevert)}`;
}

/** @param ofOthers whether the share is that of whole runs, and the finding is about a part of one or about a revert. */
function usualText(texts: Texts, { runs, median, highest }: UsualShare, ofOthers: boolean): string {
  const shares = { median: texts.number(median), highest: texts.number(highest) };
  return texts.t(ofOthers ? 'guard.usualInRuns' : 'guard.usual', { count: runs, ...shares });
}

/** Adds the localized text to a finding, as the API of a host does. */
export function describeFinding(texts: Texts, finding: GuardFinding): GuardFinding & { readonly message: string } {
  const code = GUARD_CODES[finding.guard];
  return { ...finding, message: texts.error(code, findingParams(finding)) ?? code };
}

/** The command that applies exactly the plan of the run; none if it has no plan that waits, or nothing in it to apply. */
export function approvalLines(
  { texts, command }: Pick<CommandContext, 'texts' | 'command'>,
  run: Run,
  guards: readonly GuardFinding[],
): readonly string[] {
  const { id, status, hash, approvalNeed } = run;
  if (hash === null || (status !== 'planned' && status !== 'stopped') || !hasEffect(run, guards)) return [];
  const approve = command(`approve ${id} --hash ${hash} --reason "..."`);
  const waits = approvalNeed && status === 'planned' ? [texts.t(`report.waits.${approvalNeed.because}`)] : [];
  return ['', ...waits, texts.t('report.approve', { command: approve })];
}

/** Without a change, there is something to apply if a run was stopped for people who are missing: that they are. */
function hasEffect({ status, counts }: Run, guards: readonly GuardFinding[]): boolean {
  return changesIn(counts) > 0 || (status === 'stopped' && guards.some(({ guard }) => guard === 'entries'));
}
