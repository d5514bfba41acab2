import { Injectable } from '@nestjs/common';

import { textIn } from '../../i18n/texts.js';
import type { Language } from '../../i18n/languages.js';
import type { CheckStep, FieldError, MessageParameters, Problem } from '../../index.js';

/** What a text of a manifest begins with when it is a key: `i18n:<namespace>:<key>`. */
const KEY = 'i18n:';

/** The texts of answers, in the reader's language. */
@Injectable()
export class Texts {
  /** @param key `namespace:key`; `fallback` stands in for a key that has no text. */
  text(language: Language, key: string, params: MessageParameters = {}, fallback: string = key): string {
    return textIn(language, key, params) ?? fallback;
  }

  /** What a manifest declares, with texts in place of their keys. */
  translateManifest<T>(language: Language, value: T): T {
    return this.translateDeclared(language, value) as T;
  }

  /** Why something was refused or failed: one of the add-on's codes, or one of the host's own. */
  error(language: Language, code: string, params: MessageParameters = {}): string {
    const { why, reason } = params;
    const told =
      why === undefined
        ? params
        : { ...params, reason: this.text(language, `validation:${why}`, params, String(reason)) };
    return this.text(language, `errors:${code}`, told, this.text(language, `host:errors.${code}`, told, code));
  }

  /** Why a setting was refused. */
  settingError(language: Language, error: FieldError): FieldError {
    return { ...error, message: this.text(language, `validation:${error.code}`, error.params, error.message) };
  }

  /** What is wrong with a value of a request. */
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
    if (typeof value === 'string') return value.startsWith(KEY) ? this.text(language, value.slice(KEY.length)) : value;
    if (Array.isArray(value)) return value.map((item) => this.translateDeclared(language, item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, this.translateDeclared(language, part)]),
    );
  }
}
