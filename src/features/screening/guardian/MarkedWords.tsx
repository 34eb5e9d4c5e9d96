// A child's words, with what the check found marked in them. It is found anew on this device: which words they were is kept nowhere. PUB-6
import { useEffect, useState } from 'react'
import type { Finding } from '../words.ts'

export function MarkedWords({ words, isFound }: { words: string; isFound: boolean }) {
  const [findings, setFindings] = useState<Finding[]>([])
  useEffect(() => {
    if (!isFound) return
    let isOld = false
    import('../words.ts').then(
      ({ checkWords }) => !isOld && setFindings(checkWords([words]).findings),
      () => {}, // what kind it is stands beside it in any case
    )
    return () => {
      isOld = true
    }
  }, [words, isFound])
  return <q dir="auto">{pieces(words, findings)}</q>
}

function pieces(words: string, findings: readonly Finding[]) {
  let at = 0
  const shown = findings.flatMap(({ start, end }) => {
    if (end <= at) return []
    const from = Math.max(at, start)
    const piece = [words.slice(at, from), <mark key={from}>{words.slice(from, end)}</mark>]
    at = end
    return piece
  })
  return [...shown, words.slice(at)]
}
