/** Names of the demo people. Names in other scripts have their ASCII spelling after a bar. */

export const GIVEN_NAMES = toList(`
  Anna, Åsa, Björn, Élodie, François, Jürgen, Łukasz, Małgorzata, Şule, Çağlar, Søren, Zoë, Íñigo, Nuria, Ondřej,
  Ștefan, Grace, Ada, Kofi, Amara, Priya, Rohan, Mehmet, Sinéad, Lars, Ingrid, Karl-Heinz, Anne-Marie, Giulia, João,
  Ngọc, Yusuf, Þóra, Emil, 美咲|Misaki, 建国|Jianguo, Дмитрий|Dmitri, Ελένη|Eleni, سارة|Sara, נועה|Noa, Ivana, Tomás
`);

export const FAMILY_NAMES = toList(`
  Åkesson, Öberg, Ångström, Müller, Weiß, Großmann, Lefèvre, Beauséjour, Wałęsa, Żukowski, Yıldız, Şahin, Sørensen,
  Núñez, Dvořák, Ionescu, Hopper, Lovelace, Mensah, Okafor, O'Brien, van der Berg, de la Cruz, Rossi, Gonçalves, Nguyễn,
  Demir, Jónsdóttir, Patel, Sharma, Lindström, Virtanen, Hämäläinen, Kovács, Szabó, Horvat, Petrović, Janssens,
  Smith-Jones, Ek, 北川|Kitagawa, 王|Wang, Иванова|Ivanova, Παπαδόπουλος|Papadopoulos, حداد|Haddad, לוי|Levi, Silva
`);

export interface Name {
  /** The name in its own script. */
  readonly written: string;
  /** For user names and e-mail addresses; a to z only. */
  readonly ascii: string;
}

export function name(entry: string): Name {
  const [written = '', spelled = written] = entry.split('|');
  return { written, ascii: toAscii(spelled) };
}

const SPELLINGS: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ø: 'o', ı: 'i', þ: 'th', đ: 'd', æ: 'ae' };

function toAscii(text: string): string {
  return text
    .toLowerCase()
    .replace(/[ßłøıþđæ]/g, (letter) => SPELLINGS[letter] ?? '')
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
}

function toList(names: string): string[] {
  return names.trim().split(/,\s+/);
}
