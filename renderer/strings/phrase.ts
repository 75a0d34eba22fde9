import { createElement, Fragment, type ReactNode } from 'react';

/** A sentence with elements in it, so that each language puts them where they belong: phrase`Press ${keys} to search.` */
export function phrase(words: TemplateStringsArray, ...elements: ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...words.flatMap((text, index) => [text, elements[index]]));
}
