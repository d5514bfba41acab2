import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type english from '../../../../../i18n/en/web.json';

type Leaves<T> = {
  [Key in keyof T & string]: T[Key] extends string ? Key : `${Key}.${Leaves<T[Key]>}`;
}[keyof T & string];

/** A key of `i18n/<language>/web.json`: an unknown one does not compile. */
export type TextKey = Leaves<typeof english>;
export type TextParams = Readonly<Record<string, string | number>>;

export interface Texts {
  readonly t: (key: TextKey, params?: TextParams) => string;
  /** The text of a key in another namespace, else `fallback`. */
  readonly other: (namespace: string, key: string, fallback: string, params?: TextParams) => string;
  /** The text that a manifest names: `i18n:<namespace>:<key>`; anything else is a text already. */
  readonly named: (name: string) => string;
  readonly language: string;
}

export function useTexts(): Texts {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const other: Texts['other'] = (namespace, key, fallback, params = {}) =>
      t(`${namespace}:${key}`, { ...params, defaultValue: fallback });
    return {
      t: (key, params = {}) => t(key, params),
      other,
      named: (name) => (name.startsWith('i18n:') ? t(name.slice('i18n:'.length), { defaultValue: name }) : name),
      language: i18n.language,
    };
  }, [t, i18n.language]);
}
