// A short message at the bottom, with a way to undo; it stays until it is put away when it can be undone.
import { useEffect, useState } from 'react'
import { t } from '../words.ts'
import { Button, IconButton } from './Button.tsx'
import './Toast.css'

type Message = { words: string; undo?: (() => void) | undefined }
let show: (message: Message | null) => void = () => {}
const staysFor = 8000

export function showToast(words: string, undo?: () => void) {
  show({ words, undo })
}

/** Put once at the root of an app. */
export function Toasts() {
  const [message, setMessage] = useState<Message | null>(null)
  show = setMessage
  useEffect(() => {
    if (message === null || message.undo) return
    const timer = setTimeout(() => setMessage(null), staysFor)
    return () => clearTimeout(timer)
  }, [message])
  return (
    <div className="toasts" role="status">
      {message && (
        <div className="toast">
          <p>{message.words}</p>
          {message.undo && (
            <Button icon="arrow-counter-clockwise" onPress={() => undo(message)}>
              {t('kit.undo')}
            </Button>
          )}
          <IconButton icon="x" label={t('kit.close')} onPress={() => setMessage(null)} />
        </div>
      )}
    </div>
  )

  function undo(shown: Message) {
    shown.undo?.()
    setMessage(null)
  }
}
