import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type TextParams, textOptions } from './text-options.js';
import type english from '../../../../../i18n/en/web.json';

type Leaves<T> = {
  [Key in keyof T & string]: T[Key] extends string ? WithoutForm<Key> : `${Key}.${Leaves<T[Key]>}`;
}[keyof T & string];

/** A text with plural forms has one key for all of them. */
type WithoutForm<Key> = Key extends `${infer Name}_${'one' | 'other'}` ? Name : Key;

/** A key of `i18n/<language>/web.json`. Unknown keys do not compile. */
export type TextKey = Leaves<typeof english>;

export interface Texts {
  readonly t: (key: TextKey, params?: TextParams) => string;
  /** The text of a key in another namespace, or `fallback` if the key does not exist. */
  readonly lookUp: (namespace: string, key: string, fallback: string, params?: TextParams) => string;
  /** Translates a text of a manifest: `i18n:<namespace>:<key>` is a key, anything else is returned unchanged. */
  readonly translateManifest: (text: string) => string;
  readonly language: string;
}

export function useTexts(): Texts {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const lookUp: Texts['lookUp'] = (namespace, key, fallback, params = {}) =>
      t(`${namespace}:${key}`, { ...textOptions(i18n.language, params), defaultValue: fallback });
    return {
      t: (key, params = {}) => t(key, textOptions(i18n.language, params)),
      lookUp,
      translateManifest: (text) =>
        text.startsWith('i18n:') ? t(text.slice('i18n:'.length), { defaultValue: text }) : text,
      language: i18n.language,
    };
  }, [t, i18n.language]);
}
