// Who helps children, to read, to hear and to call. It is part of the app: nothing is asked of the server, so nobody can see that a child looked. KID-2
import type { Country } from '../../../platform/config.ts'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { SpeakButton } from '../../../ui/parts/SpeakButton.tsx'
import { locale, t } from '../../../ui/words.ts'
import { helplines, type Helpline } from '../helplines.ts'
import { countryHere } from './country-here.ts'
import './Helplines.css'

export function Helplines() {
  const here = countryHere()
  const all = (here ? [here] : (Object.keys(helplines) as Country[])).flatMap((country) =>
    helplines[country].lines.map((line) => ({ line, where: here ? undefined : helplines[country].where })),
  )
  const emergency = here && helplines[here].emergency
  return (
    <section className="tip tip-plum helplines" aria-labelledby="helplines">
      <Picture name="mobile-phone" size="large" />
      <div className="tip-words">
        <h2 id="helplines">{t('child.lines.title')}</h2>
        <p>{t('child.lines.what')}</p>
        <ul>
          {all.map(({ line, where }) => (
            <OneLine key={`${where}${line.number}`} line={line} where={where} />
          ))}
        </ul>
        {emergency && <p>{t('child.lines.emergency', { number: emergency })}</p>}
        <p>{t('child.lines.quiet')}</p>
      </div>
    </section>
  )
}

function OneLine({ line, where }: { line: Helpline; where: string | undefined }) {
  const hours = hoursOf(line.hours)
  const place = where && t('child.lines.where', { where })
  const words = [place, line.name, line.number, hours].filter(Boolean).join('. ')
  return (
    <li>
      <div>
        {place && <p className="soft">{place}</p>}
        <h3>{line.name}</h3>
        <p className="helpline-number">
          <bdi dir="ltr">{line.number}</bdi>
        </p>
        <p>{hours}</p>
        <p className="soft">{line.web}</p>
      </div>
      <SpeakButton words={words} />
    </li>
  )
}

function hoursOf(hours: Helpline['hours']) {
  if (hours === null) return t('child.lines.differs')
  if (hours === 'always') return t('child.lines.always')
  return t(`child.lines.${hours.days}`, { from: hourOf(hours.from), to: hourOf(hours.to) })
}

function hourOf(hour: number) {
  const words = new Intl.DateTimeFormat(locale(), { hour: 'numeric', timeZone: 'UTC' }).format(hour * 3_600_000)
  return words.replace(/ /g, '\u00a0') // "20 h" stays on one line
}
