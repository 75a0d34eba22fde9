/** The licences of what the app is built of, as scripts/build/licences.mjs wrote them beside the page. */
import { z } from 'zod';

const licencesSchema = z.object({
  packages: z.array(z.object({ name: z.string(), version: z.string(), licence: z.string(), text: z.number().int().nullable() })),
  texts: z.array(z.string()),
});
export type Licences = z.infer<typeof licencesSchema>;

/** Rejects where the file is missing or is not what the build writes. */
export async function loadLicences(): Promise<Licences> {
  const response = await fetch('./licences.json');
  if (!response.ok) throw new Error(`licences.json: ${response.status}`);
  return licencesSchema.parse(await response.json());
}

/** Those whose name or licence has the words. */
export function matching({ packages }: Licences, words: string): Licences['packages'] {
  const wanted = words.trim().toLowerCase();
  return wanted === '' ? packages : packages.filter(({ name, licence }) => `${name} ${licence}`.toLowerCase().includes(wanted));
}
