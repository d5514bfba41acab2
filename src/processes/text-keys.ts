import { readFileSync } from 'node:fs';

const LANGUAGES = ['en', 'de', 'sv', 'fr'];
const PREFIX = 'i18n:';

export interface TextKey {
  /** Where it stands, as a JSON Pointer (RFC 6901). */
  readonly path: string;
  /** `i18n:<namespace>:<key.path>`. */
  readonly key: string;
}

/** Every text of the value that is a key in `i18n/`. */
export function* textKeysIn(value: unknown, path = ''): Generator<TextKey> {
  if (typeof value === 'string') {
    if (value.startsWith(PREFIX)) yield { path, key: value };
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      yield* textKeysIn(part, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    }
  }
}

/** Whether the text is there in every language. */
export function hasText(key: string): boolean {
  const [namespace = '', path = ''] = key.slice(PREFIX.length).split(':');
  return LANGUAGES.every((language) => typeof textAt(namespaceOf(language, namespace), path) === 'string');
}

function textAt(texts: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), texts);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function namespaceOf(language: string, namespace: string): unknown {
  if (!/^[\w-]+$/.test(namespace)) return undefined;
  try {
    return JSON.parse(readFileSync(new URL(`../../i18n/${language}/${namespace}.json`, import.meta.url), 'utf8'));
  } catch {
    return undefined;
  }
}
