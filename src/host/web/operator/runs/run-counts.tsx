import type { RunRow } from '../../shared/api/wire.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Section } from '../../shared/components/section.js';
import { COUNTS } from './counts.js';
import { CountsBar } from './counts-bar.js';
import classes from './run-counts.module.css';

/** What was read, and what became of it: the parts add up to the whole, unless the run broke off. */
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
