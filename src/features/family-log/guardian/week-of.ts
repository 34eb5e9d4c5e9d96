// The last seven days of a child's log, told by days: what was done more than once on a day by the same person is told once.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import type { Face } from '../../people/contract.ts'
import type { Entry, FamilyLog } from '../contract.ts'

export const topics = ['photos', 'people', 'yeses', 'devices', 'looks'] as const
export type Topic = (typeof topics)[number]
export type Happening = { key: string; act: Entry['act']; by: Face | null; at: string }
export type Week = Record<Topic, Happening[]>

const days = 7

/** When the week began that ends now. */
export function weekAgo(): string {
  return new Date(Date.now() - days * 86_400_000).toISOString()
}

export function useWeekOf(childId: string) {
  return useQuery({ queryKey: [`/api/children/${childId}/log`, 'week'], queryFn: () => weekOf(childId) })
}

async function weekOf(childId: string): Promise<Week> {
  const from = Date.parse(weekAgo())
  const entries: Entry[] = []
  for (let before: number | null | undefined; before !== null; ) {
    const page: FamilyLog = await api.get<FamilyLog>(`/api/children/${childId}/log${before === undefined ? '' : `?before=${before}`}`)
    entries.push(...page.entries.filter(({ at }) => Date.parse(at) >= from))
    before = entries.at(-1)?.number === page.entries.at(-1)?.number ? page.before : null // else the rest is older
  }
  return toldByDays(entries)
}

/** entries: newest first. */
export function toldByDays(entries: readonly Pick<Entry, 'at' | 'act' | 'by'>[]): Week {
  const week: Week = { photos: [], people: [], yeses: [], devices: [], looks: [] }
  const told = new Set<string>()
  for (const { at, act, by } of entries) {
    const topic = topicOf(act)
    const key = `${new Date(at).toDateString()} ${topic === 'looks' ? topic : act} ${by?.id ?? ''}`
    if (told.has(key)) continue
    told.add(key)
    week[topic].push({ key, act, by, at })
  }
  return week
}

function topicOf(act: Entry['act']): Topic {
  if (act === 'post.look' || act === 'post.look-through') return 'looks'
  const [about, done] = act.split('.')
  if (done === 'pair' || about === 'session') return 'devices'
  if (about === 'post' || about === 'photo' || about === 'claim' || about === 'tag') return 'photos'
  if (about === 'consent' || about === 'assent' || about === 'sharing' || about === 'child') return 'yeses'
  return 'people'
}
