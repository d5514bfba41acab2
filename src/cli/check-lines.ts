import { findingTexts } from '../i18n/code-texts.js';
import type { CheckReport } from '../index.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import type { Texts } from './texts.js';

const SYMBOLS = { passed: '✓', failed: '✗', warning: '!', skipped: '-' } as const;

/** Describes a connection check: the result and remedy of each step. */
export function* checkLines(texts: Texts, report: CheckReport): Generator<string> {
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
  if (report.sample.length > 0) yield* sampleLines(texts, report);
}

function* sampleLines({ t }: Texts, { sample }: CheckReport): Generator<string> {
  yield '';
  yield t('check.sample');
  for (const entry of sample) yield `  ${escapeControlCharacters(JSON.stringify(entry))}`;
}
