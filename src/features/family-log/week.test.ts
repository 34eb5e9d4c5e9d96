// The week as it is told: every act has its place, and what happened more than once on a day is told once. PAR-2
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newId } from '../../platform/ids.ts'
import { acts } from './contract.ts'
import { toldByDays } from './guardian/week-of.ts'

const dana = { id: newId('person'), kind: 'guardian', name: 'Dana', avatar: 'fox' } as const

describe('the week', () => {
  it('PAR-2 every act that is noted is told under a heading', () => {
    const week = toldByDays(acts.map((act) => ({ at: '2026-11-26T10:00:00.000Z', act, by: dana })))
    const told = Object.values(week).flatMap((lines) => lines.map(({ act }) => act))
    assert.deepEqual(acts.filter((act) => !told.includes(act)).sort(), ['post.look-through'], 'two kinds of looks are one visit of a day')
  })

  it('the same by the same person on one day is told once; by somebody else, or on another day, again', () => {
    const act = 'post.approve' as const
    const at = (day: number) => `2026-11-${day}T12:00:00.000Z`
    const week = toldByDays([
      { at: at(26), act, by: dana },
      { at: at(26), act, by: dana },
      { at: at(26), act, by: null },
      { at: at(25), act, by: dana },
    ])
    assert.deepEqual(
      week.photos.map(({ at, by }) => [at.slice(8, 10), by?.name ?? null]),
      [
        ['26', 'Dana'],
        ['26', null],
        ['25', 'Dana'],
      ],
    )
  })
})
