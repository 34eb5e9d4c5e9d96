// The door of the grown-ups' app: words, memory and the first page.
import '../../ui/styles/family.css'
import './family.css'
import type { Messages } from '@lingui/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { takeFragmentCode } from '../../features/sign-in/guardian/fragment-code.ts'
import { keepAppShell } from '../../ui/keep-app-shell.ts'
import { ScreenFrame } from '../../ui/parts/Screen.tsx'
import { Toasts } from '../../ui/parts/Toast.tsx'
import { makeQueries } from '../../ui/queries.ts'
import { startAnewWhenKept } from '../../ui/start-anew.ts'
import { startWords } from '../../ui/words.ts'
import { messages } from '../../ui/words/en/family.po'
import { FamilyApp } from './FamilyApp.tsx'
import { Broken } from './OtherScreens.tsx'

takeFragmentCode()
const place = document.getElementById('app')
if (place === null) throw new Error('The page has no place for the app.')
const root = createRoot(place, {
  onUncaughtError: (fault) => {
    console.error(fault)
    root.render(<Broken />)
  },
})
const queries = makeQueries()
const words = {
  english: messages,
  others: import.meta.glob<{ messages: Messages }>(['../../ui/words/*/family.po', '!../../ui/words/en/family.po']),
}
await startWords(words, () => {
  root.render(
    <QueryClientProvider client={queries}>
      <Router base="/family">
        <ScreenFrame>
          <FamilyApp />
          <Toasts />
        </ScreenFrame>
      </Router>
    </QueryClientProvider>,
  )
  keepAppShell()
})
startAnewWhenKept(place)
