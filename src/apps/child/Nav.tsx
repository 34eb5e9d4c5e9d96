// The four places of the child's app; Help is always one tap away. KID-1
import { Link, useLocation } from 'wouter'
import { Icon } from '../../ui/parts/Picture.tsx'
import type { Icon as IconName } from '../../ui/pictures.ts'
import { t } from '../../ui/words.ts'
import './Nav.css'

const places: { href: string; icon: IconName; words: string; also: string[] }[] = [
  { href: '/', icon: 'camera', words: 'child.nav.make', also: ['/check', '/ask', '/asked'] },
  { href: '/photos', icon: 'images', words: 'child.nav.photos', also: [] },
  { href: '/me', icon: 'smiley', words: 'child.nav.me', also: ['/lesson'] },
  { href: '/help', icon: 'lifebuoy', words: 'child.nav.help', also: ['/about-me', '/promises'] },
]

export function Nav() {
  const [here] = useLocation()
  return (
    <nav className="nav" aria-label={t('child.nav.label')}>
      <ul>
        {places.map((place) => (
          <li key={place.href}>
            <Link href={place.href} aria-current={isHere(place) ? 'page' : undefined}>
              <Icon name={place.icon} />
              <span>{t(place.words)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )

  function isHere({ href, also }: { href: string; also: string[] }) {
    return [href, ...also].some((path) => here === path || (path !== '/' && here.startsWith(`${path}/`)))
  }
}
