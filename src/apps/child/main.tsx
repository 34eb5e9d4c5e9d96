// The door of the child's app: words, memory, screens.
import type { Messages } from '@lingui/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import '../../ui/styles/child.css'
import { keepAppShell } from '../../ui/keep-app-shell.ts'
import { makeQueries } from '../../ui/queries.ts'
import { showRoomy } from '../../ui/roomy.ts'
import { startAnewWhenKept } from '../../ui/start-anew.ts'
import { startWords } from '../../ui/words.ts'
import { messages } from '../../ui/words/en/child.po'
import { App } from './App.tsx'

showRoomy()
await startWords({
  english: messages,
  others: import.meta.glob<{ messages: Messages }>(['../../ui/words/*/child.po', '!../../ui/words/en/child.po']),
})
const root = document.getElementById('app')
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={makeQueries()}>
      <App />
    </QueryClientProvider>,
  )
  startAnewWhenKept(root)
}
keepAppShell()
