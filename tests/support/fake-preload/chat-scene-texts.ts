/** Texts of the chat scenes: what an agent of a coding project writes and prints. */
import type { FileDiff } from '#protocol/conversation.ts';

export const SHORT_ANSWER = 'It reads the frame, checks it against its schema and hands it to the session that asked. ';

/** Every kind of Markdown an answer may have. */
export const SHOWCASE_ANSWER = `# The short version

The policy is a **pure function**: crash times in, decision out. Three crashes within *ten seconds* fall back to one process per call; see [the design](https://example.com/design#lifecycle) for the numbers.

## The part that matters

\`\`\`ts
/** Decides what follows a crash, from the times of the crashes before it. */
export function decideRestart(crashTimesMs: readonly number[], nowMs: number): RestartDecision {
  const recent = crashTimesMs.filter((time) => nowMs - time < CRASH_WINDOW_MS);
  if (recent.length >= MAX_CRASHES) return { kind: 'fall-back', untilMs: nowMs + COOL_DOWN_MS };
  // Jitter, so that ten agents that died together don't start together.
  const delayMs = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** recent.length) * (0.5 + Math.random() / 2);
  return { kind: 'restart', delayMs };
}
\`\`\`

### What it costs

| crashes in 10 s | decision | delay | counted as |
| --: | :-- | --: | :-- |
| 1 | restart | 0.1 s | crash |
| 2 | restart | 0.2 s | crash |
| 3 | one process per call | – | fall-back |

1. Bad input is **never** counted:
   - a line that isn't JSON
   - an unknown \`type\`
2. The persistent path is tried again after the cool-down.

- [x] restart with backoff
- [ ] cool-down settable
- [ ] shown in the Processes view

> A tool call with side effects is never re-run on its own.

The expected wait is $E[d] = \\sum_{i=1}^{n} p_i d_i$, and in the worst case

$$
d_{max} = \\min\\left(5\\,s,\\; 0.1\\,s \\cdot 2^{n}\\right)
$$

Run it yourself:

\`\`\`bash
npm test -- restart-policy
\`\`\`
`;

/** What a test run prints. */
export const LONG_OUTPUT = [
  '> agent-manager@0.1.0 test',
  '> node scripts/test.mjs restart-policy',
  '',
  ' RUN  v5.1.1',
  ...Array.from(
    { length: 46 },
    (_, index) => ` ✓ tests/unit/platform/restart-policy.test.ts > decides case ${index + 1} ${2 + (index % 7)} ms`,
  ),
  '',
  ' Test Files  1 passed (1)',
  '      Tests  46 passed (46)',
  '   Duration  1.84 s',
].join('\n');

/** An edit with a hidden character in it, which the card has to show. */
export const DIFF_SCENE: FileDiff = {
  path: 'renderer/app.tsx',
  oldText: Array.from({ length: 24 }, (_, index) =>
    index === 11 ? '  const isAdmin = user.role === "admin";' : `  line(${index + 1});`,
  ).join('\n'),
  newText: Array.from({ length: 24 }, (_, index) =>
    index === 11
      ? '  const isAdmin = user.role === "admin\u202e"; // checked\u2066 here'
      : index === 18
        ? '  line(19);\n  line("added");'
        : `  line(${index + 1});`,
  ).join('\n'),
};
