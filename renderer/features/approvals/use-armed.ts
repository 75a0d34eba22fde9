/**
 * When a card may be answered. A card that has just appeared takes no answer: the second click of a double click on the card before it,
 * or a key that was meant for something else, must not answer this one unread. The same holds for its keys when the focus comes to it.
 */
import { type FocusEvent, useEffect, useRef, useState } from 'react';

/** Long enough to lift a finger and see that something else is under it. */
const ARMED_AFTER_MS = 500;

export type Armed = {
  /** Its buttons may be pressed. */
  isArmed: boolean;
  /** Its keys may be used. */
  areKeysArmed: boolean;
  onFocus: (event: FocusEvent<HTMLElement>) => void;
};

export function useArmed(): Armed {
  const [isArmed, setIsArmed] = useState(false);
  const [areKeysArmed, setAreKeysArmed] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const timer = setTimeout(() => setIsArmed(true), ARMED_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    isArmed,
    areKeysArmed,
    onFocus(event) {
      // Moving about inside of the card is no arrival.
      if (event.currentTarget.contains(event.relatedTarget)) return;
      setAreKeysArmed(false);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setAreKeysArmed(true), ARMED_AFTER_MS);
    },
  };
}
