/** A Python whose reading of a project stops in the middle of a file until it is let go: the real sidecar, as slow as one wants. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface HeldReading {
  /** For the app: its python3 is the held one. */
  env: Record<string, string>;
  letGo(): void;
}

/** `afterFiles`: how many Python files each process reads before it stops. */
export function holdReading(folder: string, { afterFiles = 0 }: { afterFiles?: number } = {}): HeldReading {
  const [bin, hook, gate] = ['held-bin', 'held-hook', 'held-gate'].map((name) => join(folder, name)) as [string, string, string];
  mkdirSync(bin, { recursive: true });
  mkdirSync(hook, { recursive: true });
  const program = join(bin, 'python3');
  const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  // Python imports this module by itself at its start, before anything of the sidecar.
  writeFileSync(
    join(hook, 'sitecustomize.py'),
    // Whoever asks it for its program is led back here: the app starts that one, as it can be a slow shim it found.
    `import ast, os, sys, time
sys.executable = ${JSON.stringify(program)}
read, parse = [0], ast.parse
def held(*args, **named):
    while read[0] >= ${afterFiles} and not os.path.exists(${JSON.stringify(gate)}):
        time.sleep(0.01)
    read[0] += 1
    return parse(*args, **named)
ast.parse = held
`,
  );
  // Isolated, it would not import what holds it.
  writeFileSync(
    program,
    `#!/bin/sh\nif [ "$1" = -I ]; then shift; fi\nPYTHONPATH='${hook}${delimiter}'"$PYTHONPATH" exec '${python}' "$@"\n`,
  );
  chmodSync(program, 0o755);
  return {
    env: { PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
    letGo: () => writeFileSync(gate, ''),
  };
}
