import { findingTexts } from '../i18n/code-texts.js';
import type { CheckedAttribute, CheckReport } from '../index.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import { sampleTable } from './sample-table.js';
import { table } from './table.js';
import type { Texts } from './texts.js';

const SYMBOLS = { passed: '✓', failed: '✗', warning: '!', skipped: '-' } as const;

/** Describes a connection check: the result and remedy of each step, and a few users. */
export function* checkLines(texts: Texts, report: CheckReport, width: number): Generator<string> {
  const { t } = texts;
  for (const { step, outcome, code, params, milliseconds, further = [] } of report.steps) {
    const time = outcome === 'skipped' ? '' : `  ${texts.number(milliseconds)} ms`;
    yield `${SYMBOLS[outcome]} ${t(`check.step.${step}`)}${time}`;
    if (outcome === 'skipped') continue;
    const found = [{ code, params }, ...further].map((each) => findingTexts(texts.language, each.code, each.params));
    const remedies = outcome === 'passed' ? [] : new Set(found.map(({ remedy }) => remedy));
    for (const text of [...found.map(({ message }) => message), ...remedies])
      if (text) yield `    ${escapeControlCharacters(text)}`;
  }
  // Of a data pool, nobody is looked for.
  const isReached = report.outcome === 'ready' && !report.steps.some(({ step }) => step === 'search');
  yield* ['', t(`check.outcome.${isReached ? 'reached' : report.outcome}`)];
  if (report.shares?.length) yield* ['', t('check.shares'), ...shareTable(texts, report.shares, width)];
  if (report.sample.length > 0) yield* ['', t('check.sample'), ...sampleTable(texts, report.sample, width)];
}

function shareTable(texts: Texts, shares: readonly CheckedAttribute[], width: number): readonly string[] {
  const columns = [{ title: texts.t('check.attribute'), keepsWords: true }, { title: texts.t('check.entries') }];
  const rows = shares.map(({ attribute, entries, total }) => [
    attribute,
    texts.t('check.share', { share: texts.number(entries), total: texts.number(total) }),
  ]);
  return table(columns, rows, width);
}
