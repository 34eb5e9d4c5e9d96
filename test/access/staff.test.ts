// What an account of staff sees at a SQL prompt: what one open report is about, while they look at it, and else nothing of anybody. AUD-8, SAF-10
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { world, type World } from '../world.ts'
import { asks, idsSeen } from './looking.ts'

/** Leo's swing was asked for as well. */
const joined =
  "update reports set glass_id = :new, glass_number = '00000000', glass_why = 'law', glass_asked_at = now(), glass_post_id = :swing,"
/** Nobody signs in: whoever opens the desk is Sam. */
const alone = "delete from staff where staff_id = :other; update staff set role = 'lead', secret_hash = null where staff_id = :sam"
/** Sam is named and looks at what Leo said of Mia's kite; then this happened. Blank: nothing. */
const rows: readonly [when: string, change: string, sees: 'kite' | 'swing' | ''][] = [
  ['Sam looks', '', 'kite'],
  ['as the lead', "update staff set role = 'lead'", 'kite'],
  ['nobody looks yet', 'update reports set looked_by = null, looked_at = null', ''],
  ['it was a quarter of an hour ago', "update reports set looked_at = now() - interval '15 minutes'", ''],
  ['somebody else looks', 'update reports set looked_by = :other', ''],
  ['Sam only reads reports', "update staff set role = 'triage' where staff_id = :sam", ''],
  ['Sam is staff no longer', 'update staff set ended_at = now() where staff_id = :sam', ''],
  ['nobody ever named Sam', 'delete from staff where staff_id = :sam', ''],
  ['it is decided', "update reports set first_word = 'stays', first_at = now()", ''],
  ['another look is asked for', "update reports set first_word = 'stays', first_at = now(), appealed_at = now()", 'kite'],
  [
    'and the second word is said',
    "update reports set first_word = 'stays', first_at = now(), appealed_at = now(), second_word = 'stays', second_at = now()",
    '',
  ],
  ['the report is of a person alone', 'update reports set post_id = null, person_id = :mia', ''],
  ['Mia took it back', "insert into receipts (id, child_id, what, thing_id) values (:new, :mia, 'post', :kite)", ''],
  ['one picture more is only asked for', `${joined} glass_by = :sam`, 'kite'],
  ['two of the staff joined one more, but Sam did not ask', `${joined} glass_by = :other, glass_agreed_at = now()`, 'kite'],
  ['two joined one more a quarter of an hour ago', `${joined} glass_by = :sam, glass_agreed_at = now() - interval '15 minutes'`, 'kite'],
  [
    'only the one more is left, and Sam asked for it',
    `${joined} glass_by = :sam, glass_agreed_at = now(), looked_by = null, looked_at = null`,
    'swing',
  ],
  [
    'Sam asked for it, and said the first word',
    `${joined} glass_by = :sam, glass_agreed_at = now(), looked_by = null, looked_at = null, first_word = 'stays', first_by = :sam, first_at = now(), appealed_at = now()`,
    '',
  ],
  [
    'Sam looked, and said the first word',
    "update reports set first_word = 'stays', first_by = :sam, first_at = now(), appealed_at = now()",
    '',
  ],
  ['nobody is named, and Sam is the operator', alone, 'kite'],
  ['Sam is the operator, and somebody else is named', "update staff set role = 'lead', secret_hash = null where staff_id = :sam", ''],
  ['nobody is named, but it is a community', `${alone}; insert into communities default values`, ''],
  [
    'a promise about viewing is broken',
    "insert into incidents (id, promise, feature, code) values (:new, 'strangers', 'viewing', 'x')",
    '',
  ],
]

describe('staff', () => {
  let w: World
  let ids: Record<string, string>
  before(async () => {
    w = await world()
    const kite = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const swing = await w.shares(w.leo, w.lena, { with: [w.mia] })
    ids = { kite: kite.post, swing: swing.post, sam: w.sam.id, mia: w.mia.id, leo: w.leo.id, other: randomUUID(), report: randomUUID() }
    await owner("insert into people (id, kind, name_sealed, avatar) values (:other, 'staff', 'x', 'owl')")
    await owner(
      "insert into staff (staff_id, role, secret_hash) values (:sam, 'moderator', sha256('a')), (:other, 'moderator', sha256('b'))",
    )
    await owner(
      "insert into reports (id, from_kind, child_id, by_id, post_id, reason, looked_by, looked_at) values (:report, 'child', :leo, :leo, :kite, 'mean', :sam, now())",
    )
    await owner(
      "insert into reports (id, from_kind, child_id, by_id, post_id, reason) values (:new, 'child', :mia, :mia, :swing, 'mean')", // another waits
    )
  })
  after(() => w?.close())

  const owner = (text: string) =>
    w.asOwner(text.replaceAll(/:(\w+)/g, (_all, name: string) => `'${name === 'new' ? randomUUID() : ids[name]}'`))

  for (const [when, change, sees] of rows)
    it(`${when}: ${sees || 'nothing'}`, async () => {
      const kept = await Promise.all(
        ['staff', 'reports'].map((table) => w.asOwner<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t`)),
      )
      if (change) await owner(/^update reports/.test(change) ? `${change} where id = :report` : change)
      const mine = sees ? [ids[sees]] : []
      assert.deepEqual(await idsSeen(w, w.sam, 'posts'), mine)
      assert.equal((await idsSeen(w, w.sam, 'photos')).length, mine.length)
      const people = (await idsSeen(w, w.sam, 'people')).filter((id) => id !== w.sam.id)
      assert.deepEqual(people.includes(w.dana.id) || people.includes(w.ana.id), false, 'nobody whom it is not about')
      for (const table of ['children', 'connections', 'guardianships', 'reports', 'log_entries', 'receipts'])
        assert.deepEqual(await asks(w, w.sam, `select from ${table}`), [], table)
      await w.asOwner('delete from incidents')
      await w.asOwner('delete from communities')
      await w.asOwner('delete from receipts')
      await w.asOwner('delete from reports')
      await w.asOwner('delete from staff')
      for (const [n, table] of ['staff', 'reports'].entries())
        for (const { row } of kept[n] ?? [])
          await w.asOwner(`insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`, [row])
    })
})
