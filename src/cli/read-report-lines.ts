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
  yield* containerLines(texts, report);
  if (counted !== undefined && counted !== null) yield t('readReport.counted', { counted: number(counted) });
  if (withStableId !== undefined) {
    const percent = texts.percent(withStableId / Math.max(report.entries, 1));
    yield t('readReport.withStableId', { share: number(withStableId), total: number(report.entries), percent });
  }
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

/** The bases, if they say more than the whole report, and the exclusions. Operators see neither. */
function* containerLines(texts: Texts, { bases, exclusions }: ReadReport): Generator<string> {
  const [found, left] = [bases ?? [], exclusions ?? []];
  const { t } = texts;
  const number = (value: number) => texts.number(value);
  for (const { dn, scope, entries, counted, excluded } of found.length + left.length > 1 ? found : []) {
    const counts = {
      found: number(entries),
      counted: counted === null ? '-' : number(counted),
      excluded: number(excluded),
    };
    yield escapeControlCharacters(t('readReport.base', { dn, scope: t(`readReport.scope.${scope}`), ...counts }));
  }
  for (const { dn, kind, entries } of left) {
    if (kind === 'exclude') yield escapeControlCharacters(t('readReport.exclusion', { dn, shown: number(entries) }));
  }
  for (const { dn, formerDn } of [...found, ...left]) {
    if (formerDn !== null) yield escapeControlCharacters(t('readReport.renamed', { dn, formerDn }));
  }
}
