// What stands in world.json: the album, which another Kitestring can take in, and beside it what was kept about the child here, for reading. DEL-8, KID-1
//   Version 1. Whoever changes the shape raises the version, and says in docs/export.md what changed.
import { z } from 'zod'
import { newLook } from '../collections/contract.ts'
import { acts } from '../family-log/contract.ts'
import { bands } from '../people/avatars.ts'
import { drawnFace } from '../people/contract.ts'
import { finding, kindWords, newPost, states } from '../posts/contract.ts'

export const worldFormat = 'kitestring-world'
export const worldVersion = 1

const moment = z.iso.datetime() // in UTC
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const name = z.string()

/** A photo's file is named by the day of its post and by its own bytes: the same in every Kitestring, and it tells nothing else. */
export const photoFile = z.string().regex(/^photos\/\d{4}-\d\d-\d\d-[0-9a-f]{16}\.webp$/)

// As a child may write them here: a file brings in nothing that could not have been said. T26
const { caption, photos } = newPost.shape
const { alt } = photos.element.shape

/** The portable part, oldest first. No name of anybody else and no id is in it. */
export const albumPost = z.strictObject({
  at: z.iso.datetime({ precision: 3 }).refine((at) => at >= '1900'), // as we write it, and within what the database can count
  caption,
  photos: z
    .array(z.strictObject({ file: photoFile, sha256, width: z.number().int(), height: z.number().int(), alt }))
    .min(1)
    .max(10),
})
export type AlbumPost = z.infer<typeof albumPost>

/** Also portable: which posts of the album the child keeps together, by their places in it. */
const collectionOf = z.strictObject({ ...newLook.shape, posts: z.array(z.number().int().nonnegative()) })
export type AlbumCollection = z.infer<typeof collectionOf>

const shared = z.strictObject({
  state: z.enum(states),
  days: z.number().int(),
  from: moment.nullable(),
  until: moment.nullable(),
  audience: z.array(name), // who is connected with the child still
  findings: z.array(finding.shape.kind),
  sentBack: z.strictObject({ word: z.enum(kindWords), note: z.string(), by: name }).nullable(),
})

export const world = z.strictObject({
  format: z.literal(worldFormat),
  version: z.literal(worldVersion),
  madeAt: moment,
  album: z.array(albumPost).max(100_000),
  collections: z.array(collectionOf).default([]), // a file that was made before there were any has none
  /** From here on: what was kept about the child where the file was made. It is read, and never taken in elsewhere. */
  about: z.strictObject({
    child: z.strictObject({
      name,
      avatar: drawnFace,
      band: z.enum(bands),
      sharing: z.string(),
      assentedAt: moment.nullable(),
      keptUntil: moment,
      growsUpOn: moment.nullable(), // the first of the month in which the child turns 13
    }),
    guardians: z.array(name),
    devices: z.array(z.strictObject({ name: name.nullable(), since: moment, until: moment })),
    shares: z.array(shared), // one for each post of the album, in the same order
    connections: z.array(z.strictObject({ name, kind: z.string(), since: moment, approvedBy: z.array(name) })),
    circles: z.array(z.strictObject({ name, people: z.array(name) })),
    settings: z.array(z.strictObject({ setting: z.string(), value: z.string(), by: name.nullable(), for: name.optional() })), // what the child may do; `for`: set for this person alone
    blocks: z.array(z.strictObject({ name, by: name.nullable() })),
    consents: z.array(
      z.strictObject({
        purpose: z.string(),
        noticeVersion: z.string(),
        method: z.string(),
        givenAt: moment,
        by: name.nullable(),
        withdrawnAt: moment.nullable(),
      }),
    ),
    assents: z.array(z.strictObject({ lesson: z.string(), givenAt: moment, withdrawnAt: moment.nullable() })),
    log: z.array(z.strictObject({ number: z.number().int(), at: moment, act: z.enum(acts), by: name.nullable(), hash: sha256 })),
    receipts: z.array(z.strictObject({ what: z.string(), by: name.nullable(), takenBackAt: moment, erasedAt: moment.nullable() })),
  }),
})
export type World = z.infer<typeof world>
