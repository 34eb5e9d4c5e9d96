// What a child said about a photo that reached it, for its guardians, who do not see the photo. PAR-2
import { Picture } from '../../../ui/parts/Picture.tsx'
import { t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import type { Sent } from '../contract.ts'
import { drawnAs } from '../replies.ts'
import { TakeAway } from './TakeAway.tsx'

type SentReplyProps = { child: Pick<Face, 'name'>; to: Pick<Face, 'name'>; reply: Sent }

export function SentReply({ child, to, reply: { id, says } }: SentReplyProps) {
  const what = t('family.reply.to', { name: child.name, other: to.name, what: t(`family.reply.says.${says}`) })
  return (
    <span className="row">
      <Picture name={drawnAs[says]} size="small" />
      <small>{what}</small>
      <TakeAway replyId={id} what={what} />
    </span>
  )
}
