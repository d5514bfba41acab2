import { Autocomplete, Text, TextInput } from '@mantine/core';
import { useFormats } from '../../../shared/i18n/use-formats.js';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import type { MappingEvidence } from '../mapping-evidence.js';

interface AttributeInputProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly placeholder: string | undefined;
  readonly onChange: (attribute: string) => void;
  /** What is known of the attributes; absent: nothing. */
  readonly evidence: MappingEvidence | undefined;
}

const MAX_OFFERED = 50;
const MONOSPACE = { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.875rem' } };

/** The name of an attribute, with names to choose from and what entries show of it, where that is known. */
export function AttributeInput({ label, onChange, evidence, ...input }: AttributeInputProps) {
  const shared = { ...input, 'aria-label': label, autoCapitalize: 'none', autoComplete: 'off', styles: MONOSPACE };
  if (!evidence) return <TextInput {...shared} onChange={(event) => onChange(event.currentTarget.value)} />;
  return (
    <>
      <Autocomplete
        {...shared}
        data={[...evidence.names]}
        limit={MAX_OFFERED}
        onChange={onChange}
        comboboxProps={{ withinPortal: false }}
      />
      {input.value.trim() !== '' && <Found attribute={input.value} evidence={evidence} />}
    </>
  );
}

interface FoundProps {
  readonly attribute: string;
  readonly evidence: MappingEvidence;
}

/** The share of entries that have the attribute, and a few of their values. */
function Found({ attribute, evidence }: FoundProps) {
  const { t } = useTexts();
  const { percent, number } = useFormats();
  const { sampled, shareOf, isUnknown } = evidence;
  if (sampled === 0) return null;
  if (isUnknown(attribute)) {
    return (
      <Text size="xs" mt={4} c="var(--mantine-color-error)">
        {t('setUp.unknownAttribute')}
      </Text>
    );
  }
  const { entries = 0, values = [] } = shareOf(attribute) ?? {};
  const share = t('setUp.share', { share: percent(entries / sampled), total: number(sampled) });
  return (
    <Text size="xs" mt={4} c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {[share, ...values].join(' · ')}
    </Text>
  );
}
