import type { CheckReport } from '../index.js';
import { printable } from './printable.js';
import type { Texts } from './texts.js';

const SIGNS = { passed: '✓', failed: '✗', warning: '!', skipped: '-' } as const;

/** A connection check, step by step, each with what was found and what to do. */
export function* checkLines(texts: Texts, report: CheckReport): Generator<string> {
  const { t } = texts;
  for (const { step, outcome, code, params, milliseconds } of report.steps) {
    const time = outcome === 'skipped' ? '' : `  ${texts.number(milliseconds)} ms`;
    yield `${SIGNS[outcome]} ${t(`check.step.${step}`)}${time}`;
    if (outcome === 'skipped') continue;
    const found = texts.known(`check:${code}.found`, params);
    const remedy = outcome === 'passed' ? undefined : texts.known(`check:${code}.remedy`, params);
    for (const text of [found ?? code, remedy]) if (text) yield `    ${printable(text)}`;
  }
  if (report.sample.length > 0) yield* sampleLines(texts, report);
}

function* sampleLines({ t }: Texts, { sample }: CheckReport): Generator<string> {
  yield '';
  yield t('check.sample');
  for (const entry of sample) yield `  ${printable(JSON.stringify(entry))}`;
}
