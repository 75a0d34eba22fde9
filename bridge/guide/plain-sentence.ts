/** What is left of a question without the words that only make it polite. */

const LEAD_IN = /^(?:(?:and|so|ok|okay|now|then|also|but|well|(?:hey|hi|hello)(?! there)|please|pls|actually|guide|um|right)[,:!]?\s+)+/i;
const POLITE =
  /^(?:can|could|would|will) you (?:please |kindly )?|^(?:please |kindly )|^(?:i (?:want|need|would like|'d like) to (?:know|see|find|understand)|(?:do you|let me|let us) (?:know|see)|tell me|show me|give me|i wonder|any idea|list)(?: all)?(?: about)? (?=(?:who|what|where|which|how|is|if|when|callers?|callees?|references?|usages?|tests?|the (?:callers?|callees?|tests?|impact|definition|outline))\b)/i;
const LEAVE_OUT =
  /\s+(?:please|thanks|thank you|for me|right now|in (?:this|the|my|our) (?:project|repo|repository|code ?base|code|app)|(?<!\b(?:is|are)\s)here|exactly|again|directly|at all|then)$/i;

/** The text as one line without politeness, shortened verb forms and the mark at its end. */
export function plainSentence(text: string): string {
  let sentence = text
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\b(what|who|where|how|that|it)'s\b/gi, '$1 is')
    .replace(/\bi've\b/gi, 'i have')
    .replace(/\bi'd\b/gi, 'i would');
  for (let before = ''; before !== sentence; ) {
    before = sentence;
    sentence = sentence
      .replace(LEAD_IN, '')
      .replace(/(?<=\S)[\s?!.,;:]+$/, '')
      .replace(LEAVE_OUT, '')
      .replace(POLITE, '')
      .trim();
  }
  return sentence;
}
