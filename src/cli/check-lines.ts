import { findingTexts } from '../i18n/code-texts.js';
import type { CheckReport } from '../index.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import { sampleTable } from './sample-table.js';
import type { Texts } from './texts.js';

const SYMBOLS = { passed: '✓', failed: '✗', warning: '!', skipped: '-' } as const;

/** Describes a connection check: the result and remedy of each step, and a few users. */
export function* checkLines(texts: Texts, report: CheckReport, width: number): Generator<string> {
  const { t } = texts;
  for (const { step, outcome, code, params, milliseconds } of report.steps) {
    const time = outcome === 'skipped' ? '' : `  ${texts.number(milliseconds)} ms`;
    yield `${SYMBOLS[outcome]} ${t(`check.step.${step}`)}${time}`;
    if (outcome === 'skipped') continue;
    const { message, remedy } = findingTexts(texts.language, code, params);
    for (const text of [message, outcome === 'passed' ? '' : remedy])
      if (text) yield `    ${escapeControlCharacters(text)}`;
  }
  yield* ['', t(`check.outcome.${report.outcome}`)];
  if (report.sample.length > 0) yield* ['', t('check.sample'), ...sampleTable(texts, report.sample, width)];
}
