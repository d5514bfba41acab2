/** One line without control and formatting characters, at most `limit` characters long. */
export function safeText(text: string, limit: number): string {
  const line = text.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
  return line.length > limit ? `${line.slice(0, limit - 1).toWellFormed()}…` : line;
}
