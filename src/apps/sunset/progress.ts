// How far a sunset has come, in the folder that the operator chose: who interrupts it goes on there. It ends with the receipt. GOV-12
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { orUndefinedWhenMissing, wipeDurably, writeDurably } from '../../platform/durable-file.ts'

const name = 'sunset-in-progress.json'

/** `packing`: nothing is erased yet. `erasing`: the operator has said yes. `keys`: no child is left, and the database may be gone. */
const progress = z.strictObject({
  kitestring: z.literal('sunset-1'),
  keyring: z.string(),
  stage: z.enum(['packing', 'erasing', 'keys']),
  packed: z.array(z.strictObject({ child: z.string(), file: z.string(), whose: z.string(), sha256: z.string() })),
  // From `erasing` on. The key signs the receipt when the keyring is gone; it opens nothing.
  begun: z
    .strictObject({
      signingKey: z.string(),
      announcedAt: z.string().nullable(),
      at: z.string(),
      children: z.number(),
      accounts: z.number(),
      keys: z.number(),
      files: z.number(),
    })
    .optional(),
  childReceipts: z.array(z.string()),
})
export type Progress = z.infer<typeof progress>
export type Begun = NonNullable<Progress['begun']>

export async function readProgress(folder: string): Promise<Progress | undefined> {
  const text = await orUndefinedWhenMissing(readFile(join(folder, name), 'utf8'))
  return text === undefined ? undefined : progress.parse(JSON.parse(text))
}

export async function keepProgress(folder: string, now: Progress): Promise<Progress> {
  await writeDurably(folder, name, Buffer.from(`${JSON.stringify(now, null, 2)}\n`))
  return now
}

export async function endProgress(folder: string): Promise<void> {
  await wipeDurably(folder, name)
}
