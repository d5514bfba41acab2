import { Fragment } from 'react';
import { CodeText } from './code-text.js';

/** A distinguished name with line breaks between its components. */
export function DnText({ dn, dimmed = false }: { readonly dn: string; readonly dimmed?: boolean }) {
  const parts = dn.split(/(?<=[^\\],)/);
  return (
    <CodeText dimmed={dimmed}>
      {parts.map((part, index) => (
        // Components have no identity other than their position.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </CodeText>
  );
}
