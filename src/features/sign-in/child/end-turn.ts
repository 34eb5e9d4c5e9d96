// The end of a child's turn on this tablet: the page starts anew, so that nothing of this child is left in its memory either. SEC-8, I15
import { bringLessonBack } from '../../consent/child/lesson-aside.ts'
import { stopSending } from '../../photos/child/sending.ts'
import { forgetDraft } from '../../posts/child/draft.ts'

export function endTurn() {
  stopSending()
  forgetDraft()
  bringLessonBack()
  location.replace('/')
}
