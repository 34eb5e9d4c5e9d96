// Mutants that no test can notice, each with the reason; `on` is the line on which it starts.
// One that a test kills after all, or that the code no longer has, must leave this list.
export type Reason = { file: string; was: string; becomes: string; on: string; why: string }

const keyring = 'src/platform/keyring.ts'
const keyFile = 'src/platform/keyring/key-file.ts'
const copies = 'src/platform/keyring/copies.ts'
const consents = 'src/features/consent/routes.ts'
const powerCut = 'writes to the disk at once: only a power cut tells'
const kind = 'the kind of an id is for the types alone: every id is drawn the same way'

export const reasons: readonly Reason[] = [
  {
    file: keyring,
    was: 'until <= state.elapsed()',
    becomes: 'until < state.elapsed()',
    on: 'if (state.forgotten !== before.forgotten || until <= state.elapsed()) return key',
    why: 'what is remembered for no time at all is never used: keyOf looks again',
  },
  {
    file: keyring,
    was: 'until <= state.elapsed()',
    becomes: 'false',
    on: 'if (state.forgotten !== before.forgotten || until <= state.elapsed()) return key',
    why: 'what is remembered for no time at all is never used: keyOf looks again',
  },
  ...['false', 'key === undefined'].map((becomes) => ({
    file: keyring,
    was: 'key !== undefined',
    becomes,
    on: 'if (key !== undefined) return remember(state, file, key, before)',
    why: 'never ends: a key that is there is wiped and made again and again',
  })),
  {
    file: keyFile,
    was: `{
  const owner = Buffer.from(file.owner.replaceAll('-', ''), 'hex')
  const bytes = Buffer.concat([MARK, owner, seal(wrapping, key.export(), placeOf(file))])
  await createDurably(folder, pathOf(file.kind, file.id), bytes)
}`,
    becomes: '{}',
    on: 'export async function createKeyFile(folder: string, file: KeyFile, key: KeyObject, wrapping: KeyObject): Promise<void> {',
    why: 'never ends: a key that is never written is made again and again',
  },
  {
    file: copies,
    was: 'true',
    becomes: 'false',
    on: 'await writeFile(join(folder, path), bytes, { mode: 0o600, flush: true })',
    why: powerCut,
  },
  {
    file: copies,
    was: `{
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await syncTree(join(folder, entry.name))
  }
  await syncFolder(folder)
}`,
    becomes: '{}',
    on: 'async function syncTree(folder: string): Promise<void> {',
    why: powerCut,
  },
  {
    file: copies,
    was: `{
    if (entry.isDirectory()) await syncTree(join(folder, entry.name))
  }`,
    becomes: '{}',
    on: 'for (const entry of await readdir(folder, { withFileTypes: true })) {',
    why: powerCut,
  },
  {
    file: copies,
    was: 'entry.isDirectory()',
    becomes: 'false',
    on: 'if (entry.isDirectory()) await syncTree(join(folder, entry.name))',
    why: powerCut,
  },
  {
    file: consents,
    was: "'consent'",
    becomes: '""',
    on: "select access.give_consents(${params['childId']}, ${body.noticeVersion}, ${body.purposes}, ${body.purposes.map(() => newId('consent'))})`),",
    why: kind,
  },
  {
    file: consents,
    was: "'consent'",
    becomes: '""',
    on: "work: ({ db, body }) => db.rows(sql`select access.give_assent(${newId('consent')}, ${body.lesson})`),",
    why: kind,
  },
  {
    file: 'src/features/consent/notice.ts',
    was: `readdirSync(folder)
    .filter((name) => name.endsWith('.en.md'))
    .sort()`,
    becomes: "readdirSync(folder).filter(name => name.endsWith('.en.md'))",
    on: 'const file = readdirSync(folder)',
    why: 'Node reads a folder in the order of its names today, but does not promise it',
  },
]
