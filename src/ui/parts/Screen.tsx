// One screen: its title in the tab, its heading focused when the reader arrives, a way back, and news said politely.
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { sayInEar } from '../ear.ts'
import { t } from '../words.ts'
import { IconButton } from './Button.tsx'
import { SpeakButton } from './SpeakButton.tsx'
import './Screen.css'

type ScreenProps = {
  title: string
  tab?: string // what the tab says instead, where the title names somebody: a browser writes it into its history. I15
  children: ReactNode
  back?: string | (() => void) // a place in this app, or what to do
  say?: string // read aloud after the title
  beside?: ReactNode // at the end of the heading's row
  wide?: boolean
}

/** What an app says under the heading of each of its screens. */
export const UnderHeading = createContext<ReactNode>(null)

let arrived = false // the first page of a visit leaves the focus alone

export function Screen({ title, tab = title, children, back, say, beside, wide = false }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [, go] = useLocation()
  const under = useContext(UnderHeading)
  useEffect(() => {
    document.title = `${tab} · Kitestring`
  }, [tab])
  const whole = say === undefined ? title : `${title}. ${say}`
  useEffect(() => announce(title), [title])
  useEffect(() => sayInEar(whole), [whole])
  useEffect(() => {
    if (arrived) {
      heading.current?.focus({ preventScroll: true })
      window.scrollTo(0, 0)
    }
    arrived = true
  }, [])
  return (
    <main className={wide ? 'screen screen-wide' : 'screen'} id="screen">
      <header className="screen-top">
        {back !== undefined && (
          <IconButton icon="arrow-left" label={t('kit.back')} onPress={() => (typeof back === 'string' ? go(back) : back())} />
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside}
        {say !== undefined && <SpeakButton words={whole} />}
      </header>
      {under}
      {children}
    </main>
  )
}

/** Put once at the root of an app: skip link, and where news is said. */
export function ScreenFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#screen">
        {t('kit.skip')}
      </a>
      {children}
      <p className="unseen" id="news" aria-live="polite" />
    </>
  )
}

/** Says something to those who listen to the screen, without moving them. */
export function announce(words: string) {
  const news = document.getElementById('news')
  if (news && news.textContent !== words) news.textContent = words
}

export function FormActions({ children }: { children: ReactNode }) {
  return <div className="row row-end form-actions">{children}</div>
}

/** A plain card that holds things together. */
export function Card({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <section className="card" aria-label={label}>
      {children}
    </section>
  )
}
