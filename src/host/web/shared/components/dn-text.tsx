import { Fragment } from 'react';
import { CodeText } from './code-text.js';

/** A distinguished name that breaks between its parts. */
export function DnText({ dn, dimmed = false }: { readonly dn: string; readonly dimmed?: boolean }) {
  const parts = dn.split(/(?<=[^\\],)/);
  return (
    <CodeText dimmed={dimmed}>
      {parts.map((part, index) => (
        // Parts have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </CodeText>
  );
}
