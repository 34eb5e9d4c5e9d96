// What anybody may learn of this Kitestring: that it runs.
import { z } from 'zod'
export const health = z.object({ ok: z.boolean(), version: z.string() })
export const refusals = {
  'not-found': 404, // not there, or not yours: one answer
  'not-allowed': 403,
  'bad-request': 400,
  'other-site': 403, // a request that did not come from our own pages
  'same-key-other-body': 409,
  'too-large': 413,
  busy: 503,
  'halted.full': 507, // nothing new is kept: the disk is full
  'halted.read-only': 503, // nothing new is kept: the operator said so
  'halted.checks': 503, // no photo comes in and none is shared: what it must be compared with cannot be read. SAF-1
  bug: 500, // something broke on our side
} as const
