import { useEffect, useMemo, useRef } from 'react';
import { useNotices } from './use-notices.js';

export interface Undo {
  readonly offer: (message: string, undo: () => void) => void;
  /** Removes what was offered: it no longer applies. */
  readonly withdraw: () => void;
}

/** More would cover the page. */
const MAX_OFFERS = 3;

/** Offers to take back what was done last. No offer expires by itself, so that there is time to read and to reach it. */
export function useUndo(): Undo {
  const { undoable } = useNotices();
  const offered = useRef<(() => void)[]>([]);
  const undo = useMemo(() => {
    const withdraw = () => {
      for (const hide of offered.current) hide();
      offered.current = [];
    };
    const offer = (message: string, action: () => void) => {
      offered.current.push(undoable(message, action));
      if (offered.current.length > MAX_OFFERS) offered.current.shift()?.();
    };
    return { withdraw, offer };
  }, [undoable]);
  useEffect(() => undo.withdraw, [undo]);
  return undo;
}
