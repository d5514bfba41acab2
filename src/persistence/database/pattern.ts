/** The pattern of LIKE that finds `part` anywhere in a text, whatever characters it has. */
export function patternOf(part: string): string {
  return `%${part.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
