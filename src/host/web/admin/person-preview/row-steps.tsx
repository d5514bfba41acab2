import { List, Text } from '@mantine/core';
import type { PreviewedRow } from '../../shared/api/preview.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PreviewedValues, Value } from './previewed-values.js';

/** What a row reads of the entry. */
export function RowInputs({ row: { inputs, isSecret } }: { readonly row: PreviewedRow }) {
  const { t } = useTexts();
  if (isSecret) return t('personPreview.secret');
  if (inputs.length === 0) return t('none');
  return inputs.map(({ attribute, ...values }) => (
    <div key={attribute}>
      <Text inherit fw={600}>
        {attribute}
      </Text>
      <PreviewedValues {...values} />
    </div>
  ));
}

/** What a row does with the values, in order. */
export function RowSteps({ row }: { readonly row: PreviewedRow }) {
  const { t, lookUp } = useTexts();
  const refused = row.tried.filter(({ problem }) => problem !== null);
  const stages = row.stages.filter((stage) => !(stage.stage === 'source' && isInput(row, stage)));
  if (stages.length === 0 && refused.length === 0) return t('none');
  const conversionName = (kind: string | null) => lookUp('settings', `mapping.conversions.kind.${kind}`, kind ?? '');
  return (
    <List type="ordered" listStyleType="none" size="sm" spacing={6}>
      {stages.map(({ stage, step, conversion, ...values }) => (
        <List.Item key={`${stage} ${step}`}>
          <Text inherit fw={600}>
            {t(`personPreview.stages.${stage}`, { step: step ?? '', conversion: conversionName(conversion) })}
          </Text>
          <PreviewedValues {...values} />
        </List.Item>
      ))}
      {refused.map((value) => (
        <List.Item key={`refused ${value.text}`}>
          <Text inherit fw={600}>
            {t('personPreview.refused')}
          </Text>
          <Value value={value} />
        </List.Item>
      ))}
    </List>
  );
}

/** Whether the source takes what the only input has. */
function isInput({ inputs }: PreviewedRow, { values }: PreviewedRow['stages'][number]): boolean {
  return inputs.length === 1 && JSON.stringify(inputs[0]?.values) === JSON.stringify(values);
}

/** What a row does to its field. */
export function RowResult({ row: { value, outcome, problem, tried } }: { readonly row: PreviewedRow }) {
  const { t } = useTexts();
  return (
    <>
      {value !== null && <Value value={{ text: value, bytes: null, problem: null }} />}
      <Text inherit fw={outcome === 'rejected' ? 600 : undefined}>
        {t(`personPreview.outcomes.${outcome}`)}
      </Text>
      {problem && (
        <Text inherit>
          {tried.length === 0 && problem.message} {problem.remedy}
        </Text>
      )}
    </>
  );
}
