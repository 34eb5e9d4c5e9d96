// What was begun is on this tablet, and opens when its key can come: said where it cannot be shown yet.
import { useEffect, useState } from 'react'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { dayKept } from '../../../ui/sealed-box.ts'
import { t } from '../../../ui/words.ts'

export function KeptHere() {
  const [isKept, setKept] = useState(false)
  useEffect(() => {
    dayKept().then(
      (day) => setKept(day !== undefined),
      () => {},
    )
  }, [])
  return isKept ? <Tip picture="artist-palette" title={t('child.keep.waits')} /> : null
}
