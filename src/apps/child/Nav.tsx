// The four places of the child's app; Help is always one tap away. KID-1
import { Link, useLocation } from 'wouter'
import type { Day } from '../../features/hours/contract.ts'
import { useKeeps } from '../../features/hours/child/DayHere.tsx'
import { choosePlan } from '../../features/hours/child/plan.ts'
import { ear, sayInEar, setEar } from '../../ui/ear.ts'
import { Icon } from '../../ui/parts/Picture.tsx'
import { useVoice } from '../../ui/parts/SpeakButton.tsx'
import type { Icon as IconName } from '../../ui/pictures.ts'
import { t } from '../../ui/words.ts'
import './Nav.css'

const places: { href: string; icon: IconName; words: string; also: string[] }[] = [
  { href: '/', icon: 'camera', words: 'child.nav.make', also: ['/studio', '/collage', '/ideas', '/camera', '/check', '/ask', '/asked'] },
  { href: '/photos', icon: 'images', words: 'child.nav.photos', also: [] },
  { href: '/me', icon: 'smiley', words: 'child.nav.me', also: ['/lesson'] },
  { href: '/help', icon: 'lifebuoy', words: 'child.nav.help', also: ['/about-me', '/promises'] },
]

/** Where a child can go at this hour; to itself and to Help it always can. WEL-8, KID-1 */
export function Nav({ day }: { day: Day }) {
  const [here] = useLocation()
  const keeps = useKeeps()
  const closed = [
    ...(day === 'asleep' || (day === 'spent' && !keeps) ? ['/'] : []),
    ...(day === 'asleep' || day === 'spent' ? ['/photos'] : []),
  ]
  return (
    <nav className="nav" aria-label={t('child.nav.label')}>
      <ul>
        {places
          .filter(({ href }) => !closed.includes(href))
          .map((place) => (
            <li key={place.href}>
              <Link
                href={place.href}
                onClick={() => place.href === '/' && choosePlan('make')}
                aria-current={isHere(place) ? 'page' : undefined}
              >
                <Icon name={place.icon} />
                <span>{t(place.words)}</span>
              </Link>
            </li>
          ))}
        <Ear />
      </ul>
    </nav>
  )

  function isHere({ href, also }: { href: string; also: string[] }) {
    return [href, ...also].some((path) => here === path || (path !== '/' && here.startsWith(`${path}/`)))
  }
}

/** On every screen, so that a child who does not read finds it by its picture, and a grown-up without looking for it. Not there without a voice. KID-4 */
function Ear() {
  const on = ear.use()
  const voice = useVoice()
  if (!voice) return null
  return (
    <li>
      <button type="button" data-speaks aria-pressed={on} onClick={turn}>
        <Icon name="ear" />
        <span>{t('child.nav.ear')}</span>
      </button>
    </li>
  )

  function turn() {
    setEar(!on)
    sayInEar(t('child.ear.how'))
  }
}
