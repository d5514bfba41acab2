import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Technical text that is never translated: DNs, expressions, attribute names. */
export function CodeText({ children, dimmed = false }: { readonly children: ReactNode; readonly dimmed?: boolean }) {
  return (
    <Text
      span
      ff="monospace"
      fz="0.92em"
      {...(dimmed ? { c: 'dimmed' } : {})}
      style={{ overflowWrap: 'anywhere' }}
      translate="no"
    >
      {children}
    </Text>
  );
}
