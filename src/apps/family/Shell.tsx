// The frame around every page of a signed-in grown-up: the page, and the few places there are.
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { Icon } from '../../ui/parts/Picture.tsx'
import type { Icon as IconName } from '../../ui/pictures.ts'
import { t } from '../../ui/words.ts'

type Page = { href: string; icon: IconName; words: string }

export function Shell({ pages, children }: { pages: readonly Page[]; children: ReactNode }) {
  const [place] = useLocation()
  return (
    <div className="shell">
      <nav className="places" aria-label={t('family.nav')}>
        <ul>
          {pages.map(({ href, icon, words }) => (
            <li key={href}>
              <Link href={href} aria-current={isIn(place, href) ? 'page' : undefined}>
                <Icon name={icon} />
                <span>{t(words)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </div>
  )
}

function isIn(place: string, href: string) {
  return href === '/' ? place === '/' || place.startsWith('/posts/') : place === href || place.startsWith(`${href}/`)
}
