import type { RunRow } from '../../shared/api/api-types.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { CodeText } from '../../shared/components/code-text.js';
import { DnText } from '../../shared/components/dn-text.js';
import { Facts } from '../../shared/components/facts.js';
import { Instant } from '../../shared/components/instant.js';
import { Section } from '../../shared/components/section.js';
import { CHOICES } from '../conflicts/choice-looks.js';
import { useJobFacts } from './use-job-facts.js';
import { useRevertFacts } from './use-revert-facts.js';
import { useTriggerText } from './use-trigger-text.js';

export function RunFacts({ run }: { readonly run: RunRow }) {
  const { t } = useTexts();
  const { duration, instant, number } = useFormats();
  const triggerText = useTriggerText();
  const lasted = run.startedAt && run.endedAt ? Date.parse(run.endedAt) - Date.parse(run.startedAt) : null;
  const { approval, cancellation, decision, resumption } = run;
  const resumptionFacts = resumption
    ? [{ label: t('resume.by'), value: `${resumption.by ?? t('none')}, ${instant(resumption.at)}` }]
    : [];
  const jobFacts = useJobFacts(run);
  const revertFacts = useRevertFacts(run);
  const approvalFacts = approval
    ? [
        { label: t('plan.approvedBy'), value: `${approval.by ?? t('none')}, ${instant(approval.at)}` },
        { label: t('plan.reason'), value: approval.reason },
      ]
    : [];
  const cancellationFacts = cancellation
    ? [{ label: t('cancel.by'), value: `${cancellation.by ?? t('none')}, ${instant(cancellation.at)}` }]
    : [];
  const decisionFacts = decision
    ? [
        { label: t('conflicts.decision'), value: t(CHOICES[decision.choice].label) },
        { label: t('conflicts.decisionReason'), value: decision.reason },
        ...(decision.leftOut
          ? [{ label: t('conflicts.leftOut'), value: t('conflicts.leftOutText', { shown: number(decision.leftOut) }) }]
          : []),
      ]
    : [];
  return (
    <Section title={t(run.mode === 'plan' ? 'plan.facts' : 'runs.facts')}>
      <Facts
        facts={[
          ...jobFacts,
          { label: t('runs.trigger'), value: triggerText(run) },
          { label: t('runs.mode'), value: t(run.mode === 'plan' ? 'runs.modePlan' : 'runs.modeApply') },
          ...(run.only === null ? [] : [{ label: t('runs.only'), value: <DnText dn={run.only} /> }]),
          ...decisionFacts,
          ...approvalFacts,
          ...resumptionFacts,
          ...cancellationFacts,
          ...revertFacts,
          { label: t('runs.started'), value: <Instant at={run.startedAt} none={t('runs.notYet')} /> },
          { label: t('runs.ended'), value: <Instant at={run.endedAt} none={t('runs.notYet')} /> },
          { label: t('runs.duration'), value: lasted === null ? t('none') : duration(lasted) },
          { label: t('runs.id'), value: <CodeText>{run.id}</CodeText> },
        ]}
      />
    </Section>
  );
}
