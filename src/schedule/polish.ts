type Correction = readonly [pattern: RegExp, replacement: string];

/** Phrases of cronstrue that a native speaker would not write. Only English has a comma before "and". */
const CORRECTIONS: Readonly<Record<string, readonly Correction[]>> = {
  de: [
    [/, und /g, ' und '],
    [/, nur jeden /g, ', jeden '],
    [/, an Tag /g, ', am Tag '],
  ],
  sv: [
    [/, och /g, ' och '],
    [/^Var(?:je)? 2 (?=sekund|minut|timm)/g, 'Varannan '],
    [/, var(?:je)? 2 (?=sekund|minut|timm)/g, ', varannan '],
    [/(?<=^V|, v)ar(?:je)? (\d+) (?=sekund|minut|timm)/g, 'ar $1:e '],
    [/, startar på (\d+) minuten efter timmen/g, ', med början $1 minuter efter hel timme'],
    [/^På (.+) minuten efter timmen/g, '$1 minuter efter hel timme'],
    [/, bara på /g, ', bara i '],
  ],
  fr: [
    [/, et /g, ' et '],
    [/'/g, '’'],
  ],
};

/** The sentence of cronstrue, as the language puts it. */
export function polish(sentence: string, language: string): string {
  return (CORRECTIONS[language] ?? []).reduce(
    (text, [pattern, replacement]) => text.replaceAll(pattern, replacement),
    sentence,
  );
}
