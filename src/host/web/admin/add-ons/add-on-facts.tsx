import type { AddOn } from '../../shared/api/add-ons.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import { CodeText } from '../../shared/components/code-text.js';
import { Facts } from '../../shared/components/facts.js';

const STARTS: Readonly<Record<AddOn['manifest']['processStart'][number], TextKey>> = {
  schedule: 'addOns.startSchedule',
  manual: 'addOns.startManual',
};

export function AddOnFacts({ manifest }: { readonly manifest: AddOn['manifest'] }) {
  const { t, translateManifest } = useTexts();
  return (
    <Facts
      facts={[
        { label: t('addOns.symbolicName'), value: <CodeText>{manifest.symbolicName}</CodeText> },
        { label: t('addOns.component'), value: translateManifest(manifest.component) },
        { label: t('addOns.processStart'), value: manifest.processStart.map((start) => t(STARTS[start])).join(', ') },
        { label: t('addOns.executableFor'), value: manifest.executableFor.map(translateManifest).join(', ') },
        { label: t('addOns.aliases'), value: <CodeText>{manifest.aliases.join(', ') || t('none')}</CodeText> },
        { label: t('addOns.hostVersions'), value: <CodeText>{manifest.hostVersions}</CodeText> },
      ]}
    />
  );
}
