// The site map: every address this server answers, and nothing else.
import type { Route } from '../access/door.ts'
import { alertRoutes } from '../features/alerts/routes.ts'
import { carerRoutes } from '../features/carers/routes.ts'
import { circleRoutes } from '../features/circles/routes.ts'
import { collectionRoutes } from '../features/collections/routes.ts'
import { feelingRoutes } from '../features/feelings/routes.ts'
import { reportRoutes } from '../features/reports/routes.ts'
import { ideaRoutes } from '../features/ideas/routes.ts'
import { claimRoutes } from '../features/claims/routes.ts'
import { closingRoutes } from '../features/closing/routes.ts'
import { connectionRoutes } from '../features/connections/routes.ts'
import { consentRoutes } from '../features/consent/routes.ts'
import { erasureRoutes } from '../features/erasure/routes.ts'
import { familyLogRoutes } from '../features/family-log/routes.ts'
import { formRoutes } from '../features/forms/routes.ts'
import { guardianRoutes } from '../features/guardians/routes.ts'
import { replyRoutes } from '../features/replies/routes.ts'
import { hourRoutes } from '../features/hours/routes.ts'
import { settingRoutes } from '../features/settings/routes.ts'
import { moveRoutes } from '../features/moves/routes.ts'
import { nameRoutes } from '../features/names/routes.ts'
import { operatorRoutes } from '../features/operator/routes.ts'
import { peopleRoutes } from '../features/people/routes.ts'
import { photoRoutes } from '../features/photos/routes.ts'
import { postRoutes } from '../features/posts/routes.ts'
import { handoverRoutes } from '../features/handover/routes.ts'
import { tagRoutes } from '../features/tags/routes.ts'
import { signInRoutes } from '../features/sign-in/routes.ts'
import { safeguardRoutes } from '../safeguards/routes.ts'

export const routes: readonly Route[] = [
  ...operatorRoutes,
  ...signInRoutes,
  ...peopleRoutes,
  ...nameRoutes,
  ...consentRoutes,
  ...formRoutes,
  ...guardianRoutes,
  ...erasureRoutes,
  ...closingRoutes,
  ...moveRoutes,
  ...connectionRoutes,
  ...circleRoutes,
  ...collectionRoutes,
  ...feelingRoutes,
  ...reportRoutes,
  ...ideaRoutes,
  ...photoRoutes,
  ...postRoutes,
  ...replyRoutes,
  ...settingRoutes,
  ...hourRoutes,
  ...claimRoutes,
  ...tagRoutes,
  ...handoverRoutes,
  ...carerRoutes,
  ...familyLogRoutes,
  ...alertRoutes,
  ...safeguardRoutes,
]
