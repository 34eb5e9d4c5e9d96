// What came for a child's photo, for its guardians: from whom and what, and no number. WEL-2
import { Picture } from '../../../ui/parts/Picture.tsx'
import { t } from '../../../ui/words.ts'
import type { Received } from '../contract.ts'
import { drawnAs } from '../replies.ts'
import { TakeAway } from './TakeAway.tsx'

export function Replies({ replies }: { replies: Received[] }) {
  if (replies.length === 0) return null
  return (
    <ul className="rows">
      {replies.map(({ id, from, says, words }) => {
        const what = t('family.reply.from', { name: from.name, what: words === null ? t(`family.reply.says.${says}`) : quoted(words) })
        return (
          <li key={id} className="row">
            <Picture name={drawnAs[says]} size="small" />
            <p dir="auto">{what}</p>
            <TakeAway replyId={id} what={what} />
          </li>
        )
      })}
    </ul>
  )
}

// Kept apart from what stands around it, in whatever direction it is written.
function quoted(words: string) {
  return `“\u2068${words}\u2069”`
}
