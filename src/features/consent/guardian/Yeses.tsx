// Every yes that was given for a child, by whom and when, and what became of it; folded, because what counts now stands above. PAR-2
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import type { Yeses as EveryYes } from '../contract.ts'

export function Yeses({ child }: { child: Pick<Face, 'id' | 'name'> }) {
  const query = useGet<EveryYes>(`/api/children/${child.id}/yeses`)
  return (
    <details>
      <summary>{t('family.yeses.title')}</summary>
      <Loaded query={query}>
        {(yeses) => (
          <ul className="rows">
            {linesOf(yeses, child.name).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </Loaded>
    </details>
  )
}

/** In the order of their days, newest first. */
function linesOf({ guardians, consents, assents }: EveryYes, child: string): string[] {
  const lines = [
    ...consents.flatMap(({ purpose, by, givenAt, withdrawn }) => [
      {
        at: givenAt,
        line: t('family.yeses.consent', { what: t(`family.purpose.${purpose}`), name: nameOf(by), when: formatDay(givenAt) }),
      },
      ...(withdrawn
        ? [
            {
              at: withdrawn.at,
              line: t('family.yeses.withdrawn', {
                what: t(`family.purpose.${purpose}`),
                name: nameOf(withdrawn.by),
                when: formatDay(withdrawn.at),
              }),
            },
          ]
        : []),
    ]),
    ...assents.flatMap(({ givenAt, withdrawnAt }) => [
      { at: givenAt, line: t('family.yeses.assent', { name: child, when: formatDay(givenAt) }) },
      ...(withdrawnAt ? [{ at: withdrawnAt, line: t('family.yeses.no', { name: child, when: formatDay(withdrawnAt) }) }] : []),
    ]),
    ...guardians.flatMap(({ guardian, since, until }) => [
      { at: since, line: t('family.yeses.guardian', { name: nameOf(guardian), child, when: formatDay(since) }) },
      ...(until ? [{ at: until, line: t('family.yeses.guardian-left', { name: nameOf(guardian), child, when: formatDay(until) }) }] : []),
    ]),
  ]
  return [...new Set(lines.sort((a, b) => b.at.localeCompare(a.at)).map(({ line }) => line))]
}

function nameOf(face: Face | null) {
  return face?.name ?? t('family.proposal.somebody')
}
