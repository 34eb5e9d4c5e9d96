// A day that ends, or a night that begins, takes nothing out of a child's hands: it comes at the next step. No countdown and no warning comes before it. WEL-8, WEL-9
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { Day } from '../contract.ts'

const every = 5 * 60_000 // milliseconds between two questions how it stands; at each step the server says so too

/** How the day stands on this screen: as when it was opened, unless more has become possible. Looking ends with the next touch of the screen when night has come. */
export function useSettledDay(day: Day): Day {
  const [here] = useLocation()
  const [settled, settle] = useState({ day, here })
  useAskingAgain()
  const comesNow = settled.here !== here || day === 'visit'
  if (comesNow && (settled.here !== here || settled.day !== day)) settle({ day, here })
  const nightFalls = day === 'asleep' && settled.day !== 'asleep' && here.startsWith('/photos')
  useEffect(() => {
    if (!nightFalls) return
    const fall = () => settle({ day: 'asleep', here })
    const steps = ['pointerdown', 'keydown', 'scroll', 'visibilitychange']
    for (const step of steps) document.addEventListener(step, fall)
    return () => {
      for (const step of steps) document.removeEventListener(step, fall)
    }
  }, [nightFalls, here])
  return comesNow ? day : settled.day
}

/** By the clock, at the same moments for every child: when one looks says nothing of when it came. */
function useAskingAgain() {
  const queries = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      timer = setTimeout(
        () => {
          void queries.invalidateQueries({ queryKey: ['/api/me'] })
          wait()
        },
        every - (Date.now() % every),
      )
    }
    wait()
    return () => clearTimeout(timer)
  }, [queries])
}
