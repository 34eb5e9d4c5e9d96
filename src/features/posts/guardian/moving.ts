// Moving between things that are shown one at a time: the arrow keys anywhere on the page, or a swipe over them. Who can do neither has buttons.
import { type RefObject, useEffect, useEffectEvent } from 'react'

const far = 60 // px: a swipe that is meant

export function useMoving(area: RefObject<HTMLElement | null>, move: (step: 1 | -1) => void): void {
  const goes = useEffectEvent((towards: 'left' | 'right') => {
    const forwards = getComputedStyle(document.documentElement).direction === 'rtl' ? 'left' : 'right'
    move(towards === forwards ? 1 : -1)
  })
  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    let began: Touch | undefined
    document.addEventListener('keydown', pressed, { signal })
    area.current?.addEventListener('touchstart', begins, { signal, passive: true })
    area.current?.addEventListener('touchend', ends, { signal, passive: true })
    return () => leaving.abort()

    function pressed({ key, target, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent) {
      if (altKey || ctrlKey || metaKey || shiftKey || isAsked() || isIn(target, 'input, textarea')) return
      if (key === 'ArrowLeft') goes('left')
      if (key === 'ArrowRight') goes('right')
    }

    function begins({ touches, target }: TouchEvent) {
      began = touches.length === 1 && !isAsked() && !isIn(target, '.waiting-row ul') && !isLarger() ? touches[0] : undefined
    }

    function ends({ changedTouches: [ended] }: TouchEvent) {
      if (!began || !ended) return
      const across = ended.clientX - began.clientX
      const down = ended.clientY - began.clientY
      began = undefined
      if (Math.abs(across) > far && Math.abs(across) > 2 * Math.abs(down)) goes(across < 0 ? 'right' : 'left') // what lies to the right comes in
    }
  }, [area])
}

/** A question over the page has arrows and fingers to itself; so have a field and a row that scrolls. */
function isAsked(): boolean {
  return document.querySelector('dialog[open]') !== null
}

function isIn(target: EventTarget | null, those: string): boolean {
  return target instanceof Element && target.closest(those) !== null
}

/** Whoever has enlarged the page moves over it with the same finger. */
function isLarger(): boolean {
  return (window.visualViewport?.scale ?? 1) > 1
}
