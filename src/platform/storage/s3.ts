// Sealed photos in an S3-compatible store (Ceph, and whatever else speaks the same), for instances that outgrow one disk.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { StorageConfig } from '../config.ts'
import { seconds } from '../clock.ts'
import { type Storage, assertStorageKey } from './storage.ts'

const mostPages = 10 // of a thousand versions each

type S3Config = Extract<StorageConfig, { kind: 's3' }>

export function openS3(config: S3Config): Storage {
  const client = new S3Client({
    endpoint: config.endpoint,
    region: config.region,
    credentials: { accessKeyId: config.accessKey, secretAccessKey: config.secretKey },
    forcePathStyle: true,
    // The newer default checksums fail on Ceph and corrupt bytes on some servers; our seal detects any altered bit anyway.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Twice four seconds: whoever waits for a photo has an answer within ten. Without the last word a time that is over is only written to the log. F5
    maxAttempts: 2,
    requestHandler: { connectionTimeout: seconds(3), requestTimeout: seconds(4), socketTimeout: seconds(4), throwOnRequestTimeout: true },
  })
  const Bucket = config.bucket
  return {
    async put(key, bytes) {
      assertStorageKey(key)
      await client.send(new PutObjectCommand({ Bucket, Key: key, Body: Buffer.from(bytes), ContentType: 'application/octet-stream' }))
    },
    async get(key) {
      assertStorageKey(key)
      const answer = await undefinedWhenNoSuchKey(client.send(new GetObjectCommand({ Bucket, Key: key })))
      const bytes = await answer?.Body?.transformToByteArray()
      return bytes === undefined ? undefined : Buffer.from(bytes)
    },
    async destroy(key) {
      assertStorageKey(key)
      const { VersionId, DeleteMarker } = await client.send(new DeleteObjectCommand({ Bucket, Key: key }))
      if (VersionId !== undefined || DeleteMarker) await destroyVersions(key) // the bucket keeps what is deleted
    },
    async *keys() {
      let after: string | undefined
      do {
        const page = await client.send(new ListObjectsV2Command({ Bucket, ...(after === undefined ? {} : { ContinuationToken: after }) }))
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key
        after = page.NextContinuationToken
      } while (after !== undefined)
    },
  }

  // Also the marker that says it is deleted: after that the store has never heard of it. DEL-1
  async function destroyVersions(key: string): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: key }))
      const left = [...Versions, ...DeleteMarkers].filter(({ Key }) => Key === key)
      if (left.length === 0) return
      if (tries > mostPages) throw new Error('the store keeps versions of what is to be erased')
      for (const { VersionId } of left) await client.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId }))
    }
  }
}

async function undefinedWhenNoSuchKey<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined
    throw error
  }
}
