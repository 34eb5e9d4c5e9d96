// The notice as a screen of its own, to read again at any time. NOT-1
import { useGet } from '../../../ui/queries.ts'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { Notice } from '../contract.ts'
import { NoticeText } from './NoticeText.tsx'

export function NoticeScreen() {
  const query = useGet<Notice>('/api/notice')
  return (
    <Screen title={t('family.notice.title')} back={() => history.back()}>
      <Loaded query={query}>
        {(notice) => (
          <>
            <p className="soft">{t('family.notice.version', { version: notice.version })}</p>
            <NoticeText notice={notice} />
          </>
        )}
      </Loaded>
    </Screen>
  )
}
