// A page belongs to the first person who signs in on it. When somebody else is there, or nobody, it starts anew, so that its memory never serves two. I15
import { useEffect } from 'react'

let whose: string | undefined

/** Said with whatever the page asks: once somebody else is signed in, it is answered nothing. */
export function pageOf(): Record<string, string> {
  return whose === undefined ? {} : { 'kitestring-page-of': whose }
}

/** False once the page is somebody else's: show nothing, `leave` is on its way. */
export function useOnePerson(viewer: { id: string } | null, leave: () => void): boolean {
  whose ??= viewer?.id
  const stays = whose === viewer?.id
  useEffect(() => {
    if (!stays) leave()
  }, [stays, leave])
  return stays
}
