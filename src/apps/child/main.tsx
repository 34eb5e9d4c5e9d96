// temp
import '../../ui/styles/child.css'
import { createRoot } from 'react-dom/client'
import { QueryClientProvider } from '@tanstack/react-query'
import { makeQueries } from '../../ui/queries.ts'
import { startWords, t } from '../../ui/words.ts'
import { messages } from '../../ui/words/en/child.po'
import { Screen, ScreenFrame } from '../../ui/parts/Screen.tsx'
import { Sheet } from '../../ui/parts/Sheet.tsx'
import { Choice } from '../../ui/parts/Choice.tsx'
import { TextField } from '../../ui/parts/Field.tsx'
import { Toasts } from '../../ui/parts/Toast.tsx'
import { Loaded } from '../../ui/parts/Notes.tsx'
import { PhotoView } from '../../ui/parts/PhotoView.tsx'
import { QrScan } from '../../ui/parts/QrScan.tsx'
await startWords({ english: messages, others: import.meta.glob<{messages:any}>(['../../ui/words/*/child.po', '!../../ui/words/en/child.po']) })
createRoot(document.getElementById('app')!).render(<QueryClientProvider client={makeQueries()}><ScreenFrame><Screen title={t('child.make.title')}><QrScan onText={alert}/></Screen></ScreenFrame></QueryClientProvider>)
