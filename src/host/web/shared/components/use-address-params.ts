import { useState } from 'react';
import { type NavigateOptions, useLocation, useNavigate, useNavigationType } from 'react-router';

/** The state of the history entries that `useAddressParams` makes. */
const CHOSEN_HERE = { isChosenHere: true } as const;

/**
 * The parameters in the address of the page, and a function that replaces them.
 *
 * What is set is returned at once. The router shows an address later than the user goes on: with what it shows, inputs would
 * lose what was typed meanwhile, and filters what was chosen. What the address becomes by links, Back and Forward is followed.
 */
export function useAddressParams(): readonly [
  URLSearchParams,
  (params: Readonly<Record<string, string>>, options?: Pick<NavigateOptions, 'replace' | 'preventScrollReset'>) => void,
] {
  const { key, search, state } = useLocation();
  const isPop = useNavigationType() === 'POP';
  const navigate = useNavigate();
  const [shown, setShown] = useState({ key, search });
  const next = { key, search: !isPop && isChosenHere(state) ? shown.search : search };
  if (shown.key !== key) setShown(next);

  const set = (params: Readonly<Record<string, string>>, options?: NavigateOptions) => {
    const chosen = `?${new URLSearchParams(params).toString()}`;
    setShown({ key, search: chosen });
    void navigate(chosen, { ...options, state: CHOSEN_HERE });
  };
  return [new URLSearchParams(shown.key === key ? shown.search : next.search), set];
}

function isChosenHere(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'isChosenHere' in state;
}
