import { Injectable } from '@nestjs/common';

import { textIn } from '../../i18n/texts.js';
import type { Language } from '../../i18n/languages.js';
import type { CheckStep, FieldError, MessageParameters, Problem } from '../../index.js';

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

  /** The message of an error code of the add-on or the host. */
  error(language: Language, code: string, params: MessageParameters = {}): string {
    const { why, reason } = params;
    const localizedParams =
      why === undefined
        ? params
        : { ...params, reason: this.text(language, `validation:${why}`, params, String(reason)) };
    return this.text(
      language,
      `errors:${code}`,
      localizedParams,
      this.text(language, `host:errors.${code}`, localizedParams, code),
    );
  }

  /** Localizes an error in the settings. */
  settingError(language: Language, error: FieldError): FieldError {
    return { ...error, message: this.text(language, `validation:${error.code}`, error.params, error.message) };
  }

  /** Localizes an error in a request. */
  requestError(language: Language, error: FieldError): FieldError {
    return { ...error, message: this.text(language, `host:fields.${error.code}`, error.params, error.message) };
  }

  problem(language: Language, problem: Problem): { readonly message: string; readonly remedy: string } {
    const { code } = problem;
    const { field } = problem.params;
    const named: MessageParameters =
      field === undefined ? {} : { field: this.text(language, `fields:${field}`, {}, String(field)) };
    const params = { ...problem.params, ...named };
    return {
      message: this.text(language, `problems:${code}.sentence`, params),
      remedy: this.text(language, `problems:${code}.remedy`, params),
    };
  }

  checkStep(language: Language, { code, params }: CheckStep): { readonly found: string; readonly remedy: string } {
    return {
      found: this.text(language, `check:${code}.found`, params),
      remedy: this.text(language, `check:${code}.remedy`, params, ''),
    };
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
