interface QuartzForm {
  /** Why the expression is not cron. */
  readonly code: 'cronLast' | 'cronNearestWeekday' | 'cronNth' | 'cronYear';
  readonly position: number;
  readonly value: string;
  /** The expression in Quartz notation; undefined if days of the month and of the week are both restricted. */
  readonly instead: string | undefined;
}

const QUARTZ_ONLY: readonly (readonly [RegExp, QuartzForm['code']])[] = [
  [/#/, 'cronNth'],
  [/^LW$|\dW\b|^W$/i, 'cronNearestWeekday'],
  [/^L(-\d+W?)?$|\dL$|^(SUN|MON|TUE|WED|THU|FRI|SAT)L$|^L\w/i, 'cronLast'],
];

/** The Quartz form of an expression without `?` that only Quartz knows; undefined if it may be cron. */
export function quartzForm(expression: string): QuartzForm | undefined {
  const written = expression.split(/\s+/);
  for (const [index, text] of written.entries()) {
    const code = QUARTZ_ONLY.find(([pattern]) => text.split(',').some((part) => pattern.test(part)))?.[1];
    if (code) return { code, position: index + 1, value: text, instead: withQuestionMark(written) };
  }
  const [year = ''] = written.slice(6);
  return written.length === 7
    ? { code: 'cronYear', position: 7, value: year, instead: withQuestionMark(written) }
    : undefined;
}

function withQuestionMark(written: readonly string[]): string | undefined {
  const fields = written.length === 5 ? ['0', ...written] : written;
  if (fields[5] === '*') return fields.with(5, '?').join(' ');
  return fields[3] === '*' ? fields.with(3, '?').join(' ') : undefined;
}
