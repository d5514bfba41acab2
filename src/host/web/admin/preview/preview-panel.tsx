import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Section } from '../../shared/components/section.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { NotRun } from '../check/not-run.js';
import { PreviewResult } from './preview-result.js';
import type { Preview } from './use-preview.js';

interface PreviewPanelProps {
  readonly preview: Preview;
  /** The invalid values that have not been corrected yet. */
  readonly children: ReactNode;
}

/** Starts a plan with the values of the form, and leads to it. */
export function PreviewPanel({ preview, children }: PreviewPanelProps) {
  const { t } = useTexts();
  const { run, starting, error, plan } = preview;
  const result = useRef<HTMLDivElement>(null);
  const shown = error ? 'error' : plan?.id;
  useEffect(() => {
    if (shown) result.current?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  return (
    <Section
      title={t('preview.title')}
      help={t('preview.help')}
      actions={
        <Button variant="light" leftSection={<IconEye size={18} aria-hidden />} loading={starting} onClick={run}>
          {t('preview.run')}
        </Button>
      }
    >
      <div ref={result} aria-live="polite">
        <NotRun error={error}>{children}</NotRun>
        {plan && <PreviewResult key={plan.id} id={plan.id} />}
      </div>
    </Section>
  );
}
