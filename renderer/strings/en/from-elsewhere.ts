/** What main and the bridges write is English as it comes. */
export const fromElsewhere = {
  /** Of an error, a notice in a thread, or a reason. */
  sentence: (sentence: string): string => sentence,
  /** What a tool call does, in one line: verb and object. */
  toolTitle: (title: string): string => title,
};
