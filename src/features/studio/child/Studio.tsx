// Make it yours: the photo large, a picture for each tool, every step can be undone, and one tap goes on.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Redirect } from 'wouter'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { type Edit, type Thing, thingOf, withoutThing } from '../edit.ts'
import { lifted } from '../history.ts'
import { NotKept, useWarning } from './NotKept.tsx'
import { Covers } from './Covers.tsx'
import { Cropping } from './Cropping.tsx'
import { Draw, type Pen, startPen } from './Draw.tsx'
import { drawings } from './drawings.ts'
import { Drawn } from './Drawn.tsx'
import { Filters } from './Filters.tsx'
import { flatten } from './flatten.ts'
import { Frames } from './Frames.tsx'
import { Light } from './Light.tsx'
import { Stage } from './Stage.tsx'
import { StepsRow } from './StepsRow.tsx'
import { Stickers } from './Stickers.tsx'
import { changeEdit, changeHistory, hasUnsent, studio, type Studio as Open } from './studio.ts'
import { Words } from './Words.tsx'
import './Studio.css'

export const tools = ['crop', 'light', 'filters', 'cover', 'stickers', 'text', 'draw', 'frames'] as const
export type Tool = (typeof tools)[number]
const pictures: Record<Tool, string> = {
  crop: 'scissors',
  light: 'sun',
  filters: 'rainbow',
  cover: 'see-no-evil-monkey',
  stickers: 'glowing-star',
  text: 'input-latin-letters',
  draw: 'crayon',
  frames: 'framed-picture',
}

/** What was made, as a flat picture or, when that is nothing, the photo itself; `null` when the server has it already. */
export type Made = { picture: Blob; edit: Edit } | null

/** `waits`: it is not to go yet, and nothing is made of it. */
type StudioProps = { onDone: (open: Open, made: Made) => void; waits: boolean; start?: Tool | null | undefined }

export function Studio({ start = null, ...props }: StudioProps) {
  const open = studio.use()
  return open ? <Making key={open.id} open={open} start={start} {...props} /> : <Redirect to="/" />
}

function Making({ open, onDone, waits, start }: StudioProps & { open: Open; start: Tool | null }) {
  const { photo, history } = open
  const edit = history.now
  const [tool, setTool] = useState<Tool | null>(start)
  const [chosen, setChosen] = useState<Thing | null>(null)
  const [pen, setPen] = useState<Pen>(startPen)
  const [going, setGoing] = useState(false)
  const [fault, setFault] = useState<unknown>(null)
  const unsent = hasUnsent(open)
  useWarning(unsent)
  const before = useRef(tool)
  useEffect(() => {
    if (before.current !== tool) document.querySelector('h1')?.focus({ preventScroll: true }) // what was pressed is not there any more
    before.current = tool
  }, [tool])
  const thing = chosen && thingOf(edit, chosen) ? chosen : null
  return (
    <Screen
      title={t(tool ? `child.studio.tool.${tool}` : 'child.studio.title')}
      back={tool ? () => use(null) : open.from}
      say={t('child.studio.how')}
      wide
    >
      <div className="studio">
        <div className="studio-top">
          <Stage open={open} tool={tool} chosen={thing} onChoose={choose} pen={pen} onPen={setPen} />
          <StepsRow onStep={changeHistory}>
            {tool ? (
              <Button look="main" icon="check" onPress={() => use(null)}>
                {t('child.studio.done')}
              </Button>
            ) : (
              <Button look="main" icon="arrow-right" busy={going} onPress={() => void goOn()}>
                {t('child.make.go-on')}
              </Button>
            )}
          </StepsRow>
        </div>
        <div className="stack">
          {fault !== null && <ErrorNote error={fault} />}
          {unsent && <NotKept />}
          {tool ? panel(tool) : <Tools onUse={use} />}
        </div>
      </div>
    </Screen>
  )

  function panel(tool: Tool): ReactNode {
    const things = { edit, chosen: thing, onChoose: setChosen, photo }
    if (tool === 'crop') return <Cropping edit={edit} photo={photo} />
    if (tool === 'light') return <Light edit={edit} />
    if (tool === 'filters') return <Filters edit={edit} />
    if (tool === 'cover') return <Covers {...things} />
    if (tool === 'stickers') return <Stickers {...things} />
    if (tool === 'text') return <Words {...things} />
    if (tool === 'draw') return <Draw edit={edit} photo={photo} pen={pen} onPen={setPen} />
    return <Frames edit={edit} />
  }

  function use(next: Tool | null) {
    changeHistory(lifted)
    setChosen(null)
    setPen(startPen)
    setTool(next)
    window.scrollTo(0, 0)
  }

  /** A thing that was tapped opens the tool that made it. */
  function choose(next: Thing | null, how?: 'take-off') {
    if (next && how) {
      changeEdit(withoutThing(edit, next))
      setChosen(null)
      return
    }
    setChosen(next)
    if (!next || tool) return
    const mark = next.list === 'marks' ? edit.marks[next.place] : undefined
    setTool(next.list === 'covers' ? 'cover' : mark?.kind === 'text' ? 'text' : 'stickers')
  }

  async function goOn() {
    if (waits || (open.sent && !unsent)) return onDone(open, null)
    setGoing(true)
    setFault(null)
    try {
      onDone(open, { picture: unsent || open.sent ? await flatten(open) : open.file, edit })
    } catch (failure) {
      setFault(failure)
    }
    setGoing(false)
  }
}

function Tools({ onUse }: { onUse: (tool: Tool) => void }) {
  const drawn = drawings.use()
  return (
    <ul className="tools" aria-label={t('child.studio.tools')}>
      {tools.map((tool) => (
        <li key={tool}>
          <button type="button" className="tool" onClick={() => onUse(tool)}>
            <Drawn drawing={drawn[pictures[tool]]} />
            <span>{t(`child.studio.tool.${tool}`)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
