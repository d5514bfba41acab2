import { Text } from '@mantine/core';
import type { ProblemRow } from '../../shared/api/api-types.js';
import { OffendingValue } from './offending-value.js';

/** What a problem or a conflict is about, with the value to blame. */
export function ProblemText({
  problem: { title, message, value },
}: {
  readonly problem: Pick<ProblemRow, 'title' | 'message' | 'value'>;
}) {
  return (
    <>
      <Text inherit fw={600}>
        {title}
      </Text>
      <Text inherit>{message}</Text>
      <OffendingValue value={value} />
    </>
  );
}
