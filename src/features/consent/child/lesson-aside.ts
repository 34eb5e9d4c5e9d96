// Remembers, until the app is closed, that the child said "Not now", so that the lesson does not come back by itself.
import { makeStore } from '../../../ui/store.ts'

const place = 'kitestring.lesson-aside'
export const lessonAside = makeStore(sessionStorage.getItem(place) === 'yes')

export function putLessonAside() {
  sessionStorage.setItem(place, 'yes')
  lessonAside.set(true)
}

export function bringLessonBack() {
  sessionStorage.removeItem(place)
  lessonAside.set(false)
}
