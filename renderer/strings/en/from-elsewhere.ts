/** What main and the bridges write is English as it comes. */
export const fromElsewhere = {
  /** The sentence of an error. */
  error: (sentence: string): string => sentence,
  /** What a tool call does, in one line: verb and object. */
  toolTitle: (title: string): string => title,
};
