import { Injectable } from '@nestjs/common';

import {
  conflictKindTitle,
  findingTexts,
  problemTexts,
  problemTitle,
  settingErrorText,
  type CodeTexts,
} from '../../i18n/code-texts.js';
import { textIn } from '../../i18n/texts.js';
import type { Language } from '../../i18n/languages.js';
import type { CheckStep, FieldError, MessageParameters, Problem, ProblemCode } from '../../index.js';

import type { Reader } from './reader.decorator.js';
import { visibleError, type VisibleError } from './visible-error.js';

/** Prefix of i18n keys in a manifest: `i18n:<namespace>:<key>`. */
const KEY_PREFIX = 'i18n:';

/** Localizes the texts of responses. */
@Injectable()
export class TextsService {
  /** @param key `namespace:key`. @param fallback used if the key has no text. */
  text(language: Language, key: string, params: MessageParameters = {}, fallback: string = key): string {
    return textIn(language, key, params) ?? fallback;
  }

  /** Replaces the i18n keys in a manifest with their texts. */
  translateManifest<T>(language: Language, value: T): T {
    return this.translateDeclared(language, value) as T;
  }

  /** An error of the add-on or the host, with what the reader may see of it. */
  error(reader: Reader, code: string, params: MessageParameters = {}): VisibleError {
    const ofHost = () => ({ params, message: this.text(reader.language, `host:errors.${code}`, params, code) });
    return visibleError(reader, code, params) ?? ofHost();
  }

  /** Localizes an error in the settings. */
  settingError(language: Language, error: FieldError): FieldError {
    return { ...error, message: settingErrorText(language, error.code, error.params ?? {}) ?? error.message };
  }

  /** Localizes an error in a request. */
  requestError(language: Language, error: FieldError): FieldError {
    return { ...error, message: this.text(language, `host:fields.${error.code}`, error.params, error.message) };
  }

  /** Without `params.lastSeen`, which a page shows in the time zone of its reader. */
  problem(
    language: Language,
    { code, params, isPartial }: Pick<Problem, 'code' | 'params'> & Partial<Pick<Problem, 'isPartial'>>,
  ): CodeTexts {
    return problemTexts(language, code, params, { isPartial: isPartial ?? false, format: null });
  }

  /** For a file, with the day of `params.lastSeen` in UTC. */
  problemInFile(language: Language, { code, params, isPartial }: Problem): CodeTexts {
    return problemTexts(language, code, params, { isPartial });
  }

  problemTitle(language: Language, code: ProblemCode, field: string | null): string {
    return problemTitle(language, code, field);
  }

  conflictKindTitle(language: Language, code: ProblemCode): string {
    return conflictKindTitle(language, code);
  }

  checkFinding(
    language: Language,
    { code, params }: Pick<CheckStep, 'code' | 'params'>,
  ): { readonly found: string; readonly remedy: string } {
    const { message, remedy } = findingTexts(language, code, params);
    return { found: message, remedy };
  }

  private translateDeclared(language: Language, value: unknown): unknown {
    if (typeof value === 'string')
      return value.startsWith(KEY_PREFIX) ? this.text(language, value.slice(KEY_PREFIX.length)) : value;
    if (Array.isArray(value)) return value.map((item) => this.translateDeclared(language, item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, this.translateDeclared(language, part)]),
    );
  }
}
