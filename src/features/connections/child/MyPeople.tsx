// Whom a child is connected with, and whom it or a guardian has blocked: with one tap, and nobody else learns of it. CNT-8, PAR-3
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Question } from '../../../ui/parts/Question.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import type { Icon } from '../../../ui/pictures.ts'
import { formatNames, t } from '../../../ui/words.ts'
import { MyCircles } from '../../circles/child/MyCircles.tsx'
import { Keeps } from '../../consent/child/Keeps.tsx'
import type { Face } from '../../people/contract.ts'
import { SomethingWrong } from '../../reports/child/SomethingWrong.tsx'
import { StepWithThem } from '../../settings/child/StepWithThem.tsx'
import { blockedBy, type Blocked } from '../blocked.ts'
import type { blocks, Connection, connections } from '../contract.ts'

export function MyPeople({ viewer }: { viewer: Face }) {
  const connected = useGet<z.infer<typeof connections>>('/api/connections')
  const blocked = useGet<z.infer<typeof blocks>>('/api/blocks')
  return (
    <Screen title={t('child.people.title')} back="/me" say={`${t('child.people.lead')} ${t('child.people.block.when')}`}>
      <Loaded query={connected}>
        {({ connections }) => (
          <>
            {connections.length === 0 ? <p>{t('child.ask.nobody')}</p> : <ConnectedPeople connections={connections} viewer={viewer} />}
            <MyCircles viewer={viewer} people={connections.map(({ other }) => other)} />
          </>
        )}
      </Loaded>
      <Loaded query={blocked}>{({ blocks }) => <BlockedPeople all={blockedBy(blocks)} viewer={viewer} />}</Loaded>
    </Screen>
  )
}

function ConnectedPeople({ connections, viewer }: { connections: Connection[]; viewer: Face }) {
  return (
    <section className="stack" aria-labelledby="people">
      <h2 id="people">{t('child.people.list')}</h2>
      <p>{t('child.people.lead')}</p>
      <p>{t('child.people.block.when')}</p>
      <Keeps what="blocks" />
      <ul className="stack">
        {connections.map(({ id, other }) => (
          <OnePerson key={id} person={other}>
            <StepWithThem viewer={viewer} person={other} />
            {other.kind === 'child' && (
              <LinkButton href={`/photos/from/${other.id}`} icon="images">
                {t('child.friend.photos')}
                <span className="unseen"> {other.name}</span>
              </LinkButton>
            )}
            <Asks
              icon="prohibit"
              button={t('child.people.block')}
              of={other.name}
              title={t('child.people.block.title', { name: other.name })}
              keep={t('child.people.block.not')}
              what={[t('child.people.block.what', { name: other.name }), t('child.people.block.seen')]}
              work={() => api.post(`/api/children/${viewer.id}/blocks`, { personId: other.id })}
            />
            <SomethingWrong about={{ personId: other.id }} name={other.name} />
          </OnePerson>
        ))}
      </ul>
    </section>
  )
}

function BlockedPeople({ all, viewer }: { all: Blocked[]; viewer: Face }) {
  if (all.length === 0) return null
  return (
    <section className="stack" aria-labelledby="blocked">
      <h2 id="blocked">{t('child.people.blocked')}</h2>
      <ul className="stack">
        {all.map(({ person, blocks }) => {
          const own = blocks.find(({ by }) => by?.id === viewer.id)
          const others = blocks.filter((block) => block !== own).map(({ by }) => by?.name ?? t('child.done.somebody'))
          return (
            <OnePerson key={person.id} person={person}>
              {own && <p>{t('child.people.blocked.me')}</p>}
              {others.length > 0 && <p>{t('child.people.blocked.others', { names: formatNames(others) })}</p>}
              {own && (
                <Asks
                  icon="arrow-counter-clockwise"
                  button={t('child.people.undo')}
                  of={person.name}
                  title={t('child.people.undo.title', { name: person.name })}
                  keep={t('child.people.undo.not')}
                  what={[t('child.people.undo.what', { name: person.name })]}
                  work={() => api.delete(`/api/blocks/${own.id}`)}
                />
              )}
            </OnePerson>
          )
        })}
      </ul>
    </section>
  )
}

function OnePerson({ person, children }: { person: Face; children: ReactNode }) {
  return (
    <li className="card">
      <div className="row">
        <Avatar face={person} />
        <h3>
          <bdi>{person.name}</bdi>
        </h3>
      </div>
      {children}
    </li>
  )
}

type AsksProps = { icon: Icon; button: string; of: string; title: string; keep: string; what: string[]; work: () => Promise<unknown> }

function Asks({ icon, button, of, title, keep, what, work }: AsksProps) {
  const [open, setOpen] = useState(false)
  const queries = useQueryClient()
  const close = () => setOpen(false)
  const doing = useMutation({ mutationFn: work, onSuccess: close, onSettled: () => queries.invalidateQueries() })
  return (
    <div className="row">
      <Button icon={icon} onPress={() => setOpen(true)}>
        {button}
        <span className="unseen"> {of}</span>
      </Button>
      <Question
        open={open}
        title={title}
        keep={keep}
        go={button}
        look="main"
        icon={icon}
        doing={doing}
        onGo={() => doing.mutate()}
        onClose={close}
      >
        {what.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </Question>
    </div>
  )
}
