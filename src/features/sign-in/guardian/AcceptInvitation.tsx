// Somebody who has an account holds the code of an invitation: to guard one more child, or to be a relative of one more. For whom, by whom, and yes. CON-10, CNT-1
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { ErrorNote, Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { LookedAtInvitation } from '../contract.ts'

type AcceptInvitationProps = { code: string; as: 'guardian' | 'relative'; onLeave: () => void }

export function AcceptInvitation({ code, as, onLeave }: AcceptInvitationProps) {
  const queries = useQueryClient()
  const accept = useMutation({
    mutationFn: () => api.post(`/api/${as}-invitations/acceptance`, { code }),
    onSettled: () => queries.invalidateQueries(),
  })
  const query = useQuery({
    queryKey: ['invitation', code],
    queryFn: () => api.post<LookedAtInvitation>(`/api/${as}-invitations/look`, { code }),
    retry: false,
    enabled: accept.isIdle || accept.isError, // once it is used, the code opens nothing any more
  })
  const seen = query.data
  return (
    <Screen title={t('family.accept.title')} back={onLeave}>
      {accept.isSuccess && seen ? (
        <Scene
          drifts
          picture="check-mark-button"
          title={t('family.accept.done', { child: seen.child.name })}
          actions={
            <LinkButton look="main" href={as === 'guardian' ? '/children' : '/'}>
              {t(as === 'guardian' ? 'family.children.title' : 'family.nav.feed')}
            </LinkButton>
          }
        >
          <p>{t(`family.accept.${as}.done`, { child: seen.child.name })}</p>
        </Scene>
      ) : (
        <Loaded query={query}>
          {({ child, by }) => (
            <>
              <FaceRow label={t(`family.accept.${as}.who`, { child: child.name, by: by.name })} people={[child, by]} />
              <p>{t(`family.accept.${as}.who`, { child: child.name, by: by.name })}</p>
              <p>{t(`family.accept.${as}.means`, { child: child.name })}</p>
              {accept.error && <ErrorNote error={accept.error} />}
              <div className="row row-end">
                <LinkButton href="/">{t('family.accept.not')}</LinkButton>
                <Button look="main" icon="check" busy={accept.isPending} onPress={() => accept.mutate()}>
                  {t(`family.accept.${as}.go`, { child: child.name })}
                </Button>
              </div>
            </>
          )}
        </Loaded>
      )}
    </Screen>
  )
}
