/** The `errors.json` of one language. */
export type ErrorTexts = Readonly<Record<string, string>>;

/** The `problems.json` of one language. */
export type ProblemTexts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A Markdown table of the codes with their texts, in the order of the list. */
export function errorTable(codes: readonly string[], texts: ErrorTexts): string {
  return table(
    ['code', 'text'],
    codes.map((code) => [`\`${code}\``, textIn(texts, code)]),
  );
}

export function problemTable(codes: readonly string[], texts: ProblemTexts): string {
  return table(
    ['code', 'what was found', 'what to do'],
    codes.map((code) => [`\`${code}\``, textIn(texts[code], 'sentence'), textIn(texts[code], 'remedy')]),
  );
}

/** The text of a key; of its plural forms, the general one. */
function textIn(texts: Readonly<Record<string, string>> | undefined, key: string): string {
  return texts?.[key] ?? texts?.[`${key}_other`] ?? '';
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n');
}

function escaped(cell: string): string {
  return cell.replaceAll(/[|<>]/g, String.raw`\$&`);
}
