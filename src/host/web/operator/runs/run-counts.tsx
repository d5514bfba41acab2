import type { RunRow } from '../../shared/api/wire.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import { Section } from '../../shared/parts/section.js';
import { CountsBar } from './counts-bar.js';
import classes from './run-counts.module.css';

export type CountName = Exclude<keyof RunRow['counts'], 'read'>;

export const COUNTS: readonly { readonly name: CountName; readonly text: TextKey; readonly color: string }[] = [
  { name: 'created', text: 'counts.created', color: 'var(--mantine-color-green-7)' },
  { name: 'updated', text: 'counts.updated', color: 'var(--mantine-color-harbor-5)' },
  { name: 'activated', text: 'counts.activated', color: 'var(--mantine-color-teal-4)' },
  { name: 'unchanged', text: 'counts.unchanged', color: 'var(--mantine-color-gray-4)' },
  { name: 'problems', text: 'counts.problems', color: 'var(--mantine-color-orange-6)' },
];

/** What was read, and what became of it: the parts add up to the whole. */
export function RunCounts({ counts }: { readonly counts: RunRow['counts'] }) {
  const { t } = useTexts();
  const { number } = useFormats();
  return (
    <Section title={t('counts.title')} help={t('counts.help')}>
      <dl className={classes.counts}>
        <div className={classes.whole}>
          <dt>{t('counts.read')}</dt>
          <dd data-count="read">{number(counts.read)}</dd>
        </div>
        {COUNTS.map(({ name, text, color }) => (
          <div key={name} className={classes.part}>
            <dt>
              <span className={classes.dot} style={{ background: color }} aria-hidden />
              {t(text)}
            </dt>
            <dd data-count={name}>{number(counts[name])}</dd>
          </div>
        ))}
      </dl>
      <CountsBar counts={counts} />
    </Section>
  );
}
