// What is there at this moment of a child's day: the screen, the question that opens a visit, the end of the day, or the night. WEL-8, WEL-9
import { type ReactNode, useEffect } from 'react'
import { ApiRefusal } from '../../../ui/api.ts'
import { useGet } from '../../../ui/queries.ts'
import type { Me } from '../../people/contract.ts'
import { sending } from '../../photos/child/sending.ts'
import { draft } from '../../posts/child/draft.ts'
import { openCollage, studio } from '../../studio/child/studio.ts'
import type { Day, refusals } from '../contract.ts'
import { Asleep, DayDone } from './Asleep.tsx'
import { choosePlan, plan } from './plan.ts'
import { AllDone, PlanFirst } from './PlanFirst.tsx'

type Props = { me: Me; day: Day; children: ReactNode }

const ends: readonly string[] = ['hours.closed', 'day.spent', 'visit.needed'] satisfies (keyof typeof refusals)[]

/** Whether something that the child is making waits on this tablet. */
export function useKeeps(): boolean {
  const onItsWay = sending.use()
  const { photos } = draft.use()
  const making = studio.use()
  const collage = openCollage.use()
  return onItsWay !== null || photos.length > 0 || making !== null || collage !== null
}

/** Making stays in the hands of a child who is at it, and the first screen asks before. */
export function ToMake({ me, day, children }: Props) {
  const keeps = useKeeps()
  const { what, done } = plan.use()
  const isMaking = keeps || what === 'make'
  const now = isMaking ? day : me.day
  if (now === 'asleep') return <Asleep keeps={keeps} />
  if (keeps) return children
  if (now === 'spent') return <DayDone keeps={keeps} />
  if (done) return <AllDone />
  return now === 'between' || !isMaking ? <PlanFirst me={me} /> : children
}

/** The later steps of it: what was begun may be finished. */
export function ToFinish({ day, children }: { day: Day; children: ReactNode }) {
  const keeps = useKeeps()
  return day === 'asleep' ? <Asleep keeps={keeps} /> : children
}

export function ToLook({ me, day, children }: Props) {
  const keeps = useKeeps()
  const refused = useGet('/api/feed', { enabled: false }).error
  const now = refused instanceof ApiRefusal && ends.includes(refused.code) ? me.day : day // what cannot be asked for any more may be gone: it is not shown. AUD-9
  const looks = now === 'visit'
  useEffect(() => {
    if (looks && plan.get().what !== 'look') choosePlan('look') // whoever goes there has said so
  }, [looks])
  if (now === 'asleep') return <Asleep keeps={keeps} />
  if (now === 'spent') return <DayDone keeps={keeps} />
  return looks ? children : <PlanFirst me={me} />
}
