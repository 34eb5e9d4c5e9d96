// The door of the child's app: words, memory, screens.
import type { Messages } from '@lingui/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import type { Me } from '../../features/people/contract.ts'
import '../../ui/styles/child.css'
import { startEar } from '../../ui/ear.ts'
import { keepAppShell } from '../../ui/keep-app-shell.ts'
import { askAhead, makeQueries } from '../../ui/queries.ts'
import { showRoomy } from '../../ui/roomy.ts'
import { startAnewWhenKept } from '../../ui/start-anew.ts'
import { startWords } from '../../ui/words.ts'
import { messages } from '../../ui/words/en/child.po'
import { App } from './App.tsx'

showRoomy()
startEar()
const queries = makeQueries()
// Drawing takes an old tablet longer than an answer takes to come, so it asks first.
void askAhead<Me>(queries, '/api/me').then((me) => {
  if (me?.day === 'visit' && location.pathname === '/photos') void askAhead(queries, '/api/feed')
})
const place = document.getElementById('app')
if (place === null) throw new Error('The page has no place for the app.')
const root = createRoot(place)
const words = {
  english: messages,
  others: import.meta.glob<{ messages: Messages }>(['../../ui/words/*/child.po', '!../../ui/words/en/child.po']),
}
await startWords(words, () => {
  root.render(
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>,
  )
  keepAppShell()
})
startAnewWhenKept(place)
