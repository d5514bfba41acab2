import type { DynamicModule } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import { optionInvalid } from '../contract/option-errors.js';

const optionsOf = new WeakMap<DynamicModule, unknown>();
let known: readonly WeakRef<DynamicModule>[] = [];

/** The module made before for the same options, so that an application that imports it twice gets one instance. */
export function definitionFor<T>(options: T, define: (options: T) => DynamicModule): DynamicModule {
  known = known.filter((reference) => reference.deref());
  const before = known
    .map((reference) => reference.deref())
    .find((module) => module !== undefined && areSame(optionsOf.get(module), options));
  if (before) return before;
  const module = define(options);
  optionsOf.set(module, options);
  known = [...known, new WeakRef(module)];
  return module;
}

/** Throws `OPTIONS_INVALID` if an application has the module more than once, which other options lead to. */
export function assertImportedOnce(modules: ModulesContainer, type: unknown): void {
  if ([...modules.values()].filter(({ metatype }) => metatype === type).length < 2) return;
  throw optionInvalid(
    '*',
    'the application calls forRoot() or forRootAsync() a second time with other options; call it once, because the module is available everywhere',
  );
}

/** Compares plain values. Instances and functions are the same only if they are identical. */
function areSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other) === 0;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, index) => areSame(each, other[index]));
  }
  if (!isPlain(one) || !isPlain(other)) return false;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => areSame(one[key], other[key]));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
