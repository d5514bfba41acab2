type Correction = readonly [phrase: RegExp, replacement: string];

const JOUR = '(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)';
const JOURS = `(?:${JOUR}, )*${JOUR} et ${JOUR}`;
const VECKODAG = '(?:mån|tis|ons|tors|fre|lör|sön)dag';

const pattern = (source: string) => new RegExp(source, 'g');

/** Phrases of cronstrue that a native speaker would not write. Only English has a comma before "and". */
const CORRECTIONS: Readonly<Record<string, readonly Correction[]>> = {
  de: [
    [/, und /g, ' und '],
    [/, nur jeden /g, ', jeden '],
    [/, an Tag /g, ', am Tag '],
    // "am Tag 1 und 15 des Monats" becomes "am 1. und 15. Tag des Monats".
    [/(?<=am Tag (?:\d+(?:, | und | bis ))*)\d+(?=(?:(?:, | und | bis )\d+)* des Monats)/g, '$&.'],
    [/am Tag ((?:\d+\.(?:, | und | bis )?)+) des Monats/g, 'am $1 Tag des Monats'],
    [/zwischen Tag (\d+) und (\d+) des Monats/g, 'vom $1. bis $2. Tag des Monats'],
  ],
  sv: [
    [/, och /g, ' och '],
    [/^Var(?:je)? 2 (?=sekund|minut|timm)/g, 'Varannan '],
    [/, var(?:je)? 2 (?=sekund|minut|timm)/g, ', varannan '],
    [/(?<=^V|, v)ar(?:je)? (\d+) (?=sekund|minut|timm)/g, 'ar $1:e '],
    [/, startar på (\d+) minuten efter timmen/g, ', med början $1 minuter efter hel timme'],
    [/^På (.+) minuten efter timmen/g, '$1 minuter efter hel timme'],
    [/, på (?=\d+ minuter efter)/g, ', '],
    [/^På heltimmen/g, 'Vid hel timme'],
    [/, bara på /g, ', bara i '],
    [/mellan dag (\d+) och (\d+)/g, 'dag $1 till $2'],
    [/, på dag (?=\d)/g, ', dag '],
    [/ av månaden/g, ' i månaden'],
    [pattern(` eller på (?=${VECKODAG})`), ' eller varje '],
  ],
  fr: [
    [/, et /g, ' et '],
    [/'/g, '’'],
    [pattern(`\\bde (${JOUR}) à (${JOUR})`), 'du $1 au $2'],
    [pattern(`( au ${JOUR}) et (?=${JOUR})`), '$1 et le '],
    [/\ble de (\d+) à (\d+)/g, 'du $1 au $2'],
    [/\ble du /g, 'du '],
    [pattern(`\\ble (?=${JOURS})`), 'les '],
    [pattern(` ou (?=${JOURS})`), ' ou les '],
    [pattern(` ou (?=${JOUR})`), ' ou le '],
    [/( au \d+) et (?=\d+ du mois)/g, '$1 et le '],
    [/\ble (?=(?:\d+, )*\d+ et \d+ du mois)/g, 'les '],
    [/(?<=\b(?:les?|du) )1(?=,| et| au| du mois)/g, '1er'],
  ],
};

/** The sentence of cronstrue, as the language puts it. */
export function polish(sentence: string, language: string): string {
  return (CORRECTIONS[language] ?? []).reduce(
    (text, [phrase, replacement]) => text.replaceAll(phrase, replacement),
    sentence,
  );
}
