import { Injectable } from '@nestjs/common';
import { createInstance, type i18n } from 'i18next';

import type { CheckStep, FieldError, MessageParameters, Problem } from '../../index.js';
import { languageResources } from './language-files.js';
import type { Language } from './languages.js';

/** What a text of a manifest begins with when it is the key of one: `i18n:<namespace>:<key>`. */
const KEY = 'i18n:';

/** The texts that a person reads, in the reader's language. */
@Injectable()
export class Texts {
  private readonly i18n: i18n;

  constructor() {
    const resources = languageResources();
    this.i18n = createInstance({
      resources,
      ns: Object.keys(resources['en'] ?? {}),
      defaultNS: 'host',
      fallbackLng: 'en',
      initAsync: false,
      interpolation: { escapeValue: false },
    });
    void this.i18n.init();
  }

  /** @param key `namespace:key`; `fallback` answers for a key that there is no text of. */
  text(language: Language, key: string, params: MessageParameters = {}, fallback: string = key): string {
    const t = this.i18n.getFixedT(language);
    return this.i18n.exists(key, { lng: language }) ? t(key, params) : fallback;
  }

  /** What a manifest declares, with its texts instead of their keys. */
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

  /** Why a typed setting was refused. */
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
