// The form a guardian signs by hand: the version of the notice, each purpose with a box to tick with a pen, and a line for the name. CON-2, CON-4, CON-5
import { Button } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Notice } from '../../consent/contract.ts'
import './PaperForm.css'

/** By itself: for an office that copies it for many families. */
export function FormScreen() {
  const query = useGet<Notice>('/api/notice')
  return (
    <Screen title={t('family.form.title')} back={() => history.back()}>
      <Loaded query={query}>{(notice) => <PaperForm notice={notice} />}</Loaded>
    </Screen>
  )
}

export function PaperForm({ notice }: { notice: Notice }) {
  return (
    <>
      <div className="row on-screen">
        <Button onPress={() => window.print()}>{t('family.form.print')}</Button>
      </div>
      <section className="paper-form" aria-label={t('family.form.paper')}>
        <h2>{t('family.form.paper.title')}</h2>
        <p>{t('family.form.paper.read', { version: notice.version, place: location.host })}</p>
        <p>{t('family.form.paper.right')}</p>
        <p>{t('family.form.paper.tick')}</p>
        <ul>
          {notice.purposes.map(({ purpose, needed }) => (
            <li key={purpose}>
              <strong>{t(`family.purpose.${purpose}`)}.</strong> {t(`family.purpose.${purpose}.why`)}{' '}
              {t(needed ? 'family.purpose.needed' : 'family.purpose.free')}
            </li>
          ))}
        </ul>
        <dl>
          {['name', 'child', 'date', 'signature'].map((line) => (
            <div key={line}>
              <dt>{t(`family.form.paper.${line}`)}</dt>
              <dd />
            </div>
          ))}
        </dl>
        <p className="soft">{t('family.form.paper.gone')}</p>
      </section>
    </>
  )
}
