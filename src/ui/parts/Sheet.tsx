// A question that comes up over the screen; Escape, the close button or a tap outside leave everything as it was.
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { sayInEar } from '../ear.ts'
import { t } from '../words.ts'
import { IconButton } from './Button.tsx'
import './Sheet.css'

export function Sheet({ open, title, onClose, children }: { open: boolean; title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const shown = dialog.current
    if (open && shown && !shown.open) {
      shown.showModal()
      document.getElementById(titleId)?.focus()
      sayInEar(title)
    }
    if (!open) shown?.close()
  }, [open, title, titleId])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is on the darkness around it; the Escape key does the same
    <dialog
      className="sheet"
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // The browser says that it closed only some time after the focus has gone back: a press in between would be lost.
        if (event.target !== dialog.current) return
        event.preventDefault()
        onClose()
      }}
      onClose={() => open && !dialog.current?.open && onClose()}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {open && (
        <div className="sheet-inside">
          <header className="sheet-top">
            <h2 id={titleId} tabIndex={-1}>
              {title}
            </h2>
            <IconButton icon="x" label={t('kit.close')} onPress={onClose} />
          </header>
          {children}
        </div>
      )}
    </dialog>
  )
}
