import { Stack, Tabs } from '@mantine/core';
import type { RunRow } from '../../shared/api/api-types.js';
import { useAddressParams } from '../../shared/components/use-address-params.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ChangesSection } from './changes-section.js';
import { changesIn } from './counts.js';
import { PeopleNotSeenSection } from './people-not-seen.js';
import { ProblemsSection } from './problems-section.js';
import { ReadReportSection } from './read-report-section.js';
import { addressOfRunView, type RunTab, type RunView, runViewIn } from './run-view.js';

interface RunRowsProps {
  readonly run: RunRow;
  /** Without a plan there are no changes and no problems. */
  readonly hasPlan: boolean;
}

/** What a run changed, what it could not synchronize, and how it read the directory. */
export function RunRows({ run, hasPlan }: RunRowsProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const [address, setAddress] = useAddressParams();
  const view = runViewIn(address);
  const changes = changesIn(run.counts);
  const problems = run.counts.problems + run.counts.incomplete;
  // A run that broke off lists its plan, and counts what was applied.
  const isWhole = run.effect === 'applied' || run.effect === 'planned';
  const changesLabel = t(isWhole ? 'runRows.changes' : 'runRows.changesApplied', { shown: number(changes) });
  const offered: readonly { readonly tab: RunTab; readonly label: string }[] = [
    ...(hasPlan ? [{ tab: 'changes' as const, label: changesLabel }] : []),
    ...(hasPlan ? [{ tab: 'problems' as const, label: t('runRows.problems', { shown: number(problems) }) }] : []),
    ...(run.readReport
      ? [{ tab: 'read-report' as const, label: t('runRows.readReport', { shown: number(run.readReport.entries) }) }]
      : []),
  ];
  const preferred = changes === 0 && problems > 0 ? 'problems' : undefined;
  const shown = offered.find(({ tab }) => tab === (view.tab ?? preferred)) ?? offered[0];
  if (!shown) return null;

  // Typing makes no steps of its own for Back.
  const show = (changed: Partial<RunView>) =>
    setAddress(addressOfRunView(changed), { replace: true, preventScrollReset: true });
  const showTab = (tab: string | null) => setAddress(tab ? { tab } : {}, { preventScrollReset: true });

  return (
    <Tabs value={shown.tab} onChange={showTab} keepMounted={false}>
      <Tabs.List aria-label={t('runRows.title')} mb="md">
        {offered.map(({ tab, label }) => (
          <Tabs.Tab key={tab} value={tab}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="changes">
        <ChangesSection run={run} view={view} onChange={(changed) => show({ ...changed, tab: 'changes' })} />
      </Tabs.Panel>
      <Tabs.Panel value="problems">
        <ProblemsSection run={run} view={view} onChange={(changed) => show({ ...changed, tab: 'problems' })} />
      </Tabs.Panel>
      <Tabs.Panel value="read-report">
        <Stack gap="lg">
          {run.readReport && <ReadReportSection readReport={run.readReport} />}
          <PeopleNotSeenSection run={run} />
        </Stack>
      </Tabs.Panel>
    </Tabs>
  );
}
