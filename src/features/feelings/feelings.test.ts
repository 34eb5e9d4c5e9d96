// What a child says to itself feeds nothing: no rule, no act, no job and no other screen reads it. WEL-10, WEL-4
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

const root = join(import.meta.dirname, '../../..')
/** Where the table is named besides: how it is kept and told of. */
const naming = [
  'src/access/feelings.sql', // the acts
  'src/access/sight.sql', // the child alone reads it
  'src/apps/backup/contents.ts', // no backup has it
  'src/apps/duties/risks-of-features.ts', // what could go wrong in this room
]

describe('feelings', () => {
  it('WEL-10 nothing but the child’s own screen reads what a child says to itself', () => {
    const files = globSync('src/**/*.{ts,tsx,sql}', { cwd: root }).filter((file) => !/\.test\.ts$/.test(file))
    const reads = files.filter((file) =>
      /\b(from|join|into|update|table|on) (public\.)?feelings\b|^\s*feelings:|'feelings'/m.test(read(file)),
    )
    assert.deepEqual(
      reads.filter((file) => !naming.includes(file) && !file.includes('/feelings/') && !file.includes('consent/')),
      [],
    )
  })

  it('WEL-10 one rule reads it, for the child who looks and nobody else', () => {
    const mentions = read('src/access/sight.sql')
      .split('\n')
      .filter((line) => /\bfeelings\b/.test(line))
    assert.deepEqual(mentions, [
      'create policy sight on feelings for select to kitestring_child',
      'grant select on feelings to kitestring_child;',
    ])
  })
})

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
