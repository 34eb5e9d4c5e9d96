// Closing one's own account: asked once, with proof, and until it is over it can be kept. DEL-6
import { z } from 'zod'

/** POST /api/account/closing; fresh check 'account.close' on 'self'. Asked again while it closes: nothing changes. */
export const newClosing = z.strictObject({ freshCheckId: z.uuid() })

/** GET /api/account/closing. It goes a quarter of an hour after it was asked, or when what it waits for is over; DELETE keeps it. */
export const closing = z.object({ askedAt: z.string().nullable() }) // ISO 8601; null: nobody asked
export type Closing = z.infer<typeof closing>
