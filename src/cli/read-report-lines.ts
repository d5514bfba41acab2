import type { ReadReport } from '../index.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import type { Texts } from './texts.js';

/** What a read report says beside the counts of the run. Hosts before version 0.5.0 report less. */
export function* readReportLines(texts: Texts, report: ReadReport): Generator<string> {
  const { t } = texts;
  const number = (value: number) => texts.number(value);
  const { restarts = 0, refusedPageSize, pageSize, globalCatalog, aliases, counted, withStableId } = report;
  const { repeated = 0, stableIdAttribute } = report;
  const absent = report.absentAttributes ?? [];
  yield t('readReport.read', { entries: number(report.entries), pages: number(report.pages) });
  if (counted !== undefined && counted !== null) yield t('readReport.counted', { counted: number(counted) });
  if (withStableId !== undefined) yield t('readReport.withStableId', { shown: number(withStableId) });
  if (stableIdAttribute) {
    yield escapeControlCharacters(t('readReport.stableIdAttribute', { attribute: stableIdAttribute }));
  }
  if (repeated > 0) yield t('readReport.repeated', { shown: number(repeated) });
  if (report.referrals > 0) yield t('readReport.referrals', { shown: number(report.referrals) });
  if (aliases) yield t('readReport.aliases', { shown: number(aliases) });
  if (restarts > 0) yield t('readReport.restarts', { shown: number(restarts) });
  if (refusedPageSize) {
    yield t('readReport.pageSize', { refused: number(refusedPageSize), used: number(pageSize ?? 0) });
  }
  if (globalCatalog) yield t('readReport.globalCatalog');
  if (absent.length > 0) yield escapeControlCharacters(t('readReport.absent', { attributes: absent.join(', ') }));
}
