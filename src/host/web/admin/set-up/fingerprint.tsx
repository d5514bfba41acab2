import { CodeText } from '../../shared/components/code-text.js';

/** Bytes in a group. */
const GROUP = /(?:[0-9A-F]{2}:?){1,4}/gi;

/** A fingerprint in groups of four bytes that line up, for those who compare it by eye. It can be copied as it is. */
export function Fingerprint({ text }: { readonly text: string }) {
  return (
    <CodeText>
      {(text.match(GROUP) ?? []).map((group, index) => (
        <span
          // The same bytes may occur twice.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          style={{ display: 'inline-block', width: '13ch', whiteSpace: 'nowrap' }}
        >
          {group}
        </span>
      ))}
    </CodeText>
  );
}
