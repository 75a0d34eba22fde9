import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { classNames } from '../../components/class-names.ts';
import styles from './formula.module.css';

type Katex = typeof import('katex')['default'];

/** Loaded with the first formula: most conversations have none. */
let katex: Katex | null = null;
let loading: Promise<void> | null = null;
function loadKatex(): Promise<void> {
  loading ??= Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(([module]) => {
    katex = module.default;
  });
  return loading;
}

/** Longer formulas are shown as source: KaTeX takes time in proportion, on the window's own thread. */
const MAX_FORMULA_LENGTH = 4000;

/** A formula. Shows its source until KaTeX is there, and where KaTeX can't read it. */
export function Formula({ source, display = false }: { source: string; display?: boolean }) {
  const target = useRef<HTMLSpanElement>(null);
  const [isReady, setIsReady] = useState(katex !== null);
  const isDrawn = isReady && source.length <= MAX_FORMULA_LENGTH;
  useEffect(() => {
    if (isReady) return;
    let isCurrent = true;
    void loadKatex().then(() => isCurrent && setIsReady(true));
    return () => {
      isCurrent = false;
    };
  }, [isReady]);
  useLayoutEffect(() => {
    if (target.current === null || !isDrawn || katex === null) return;
    // Drawn through the DOM and not as a string of HTML: the content security policy refuses style attributes in markup.
    katex.render(source, target.current, {
      displayMode: display,
      throwOnError: false,
      strict: 'ignore',
      // No \href, \includegraphics or \htmlClass, and macros can't be made to expand without end.
      trust: false,
      maxExpand: 500,
      maxSize: 20,
      output: 'htmlAndMathml',
    });
  }, [isDrawn, source, display]);
  return (
    <span key={isDrawn ? 'drawn' : 'source'} ref={target} className={classNames(styles.math, display && styles.display)} data-math>
      {isDrawn ? null : source}
    </span>
  );
}
