// Tells whether a picture gave away a place or a camera. The answer is yes or no; the values themselves go nowhere. DAT-3
import exifr from 'exifr'
import type { Sharp } from 'sharp'
import type { Format } from './magic.ts'

export type Found = { place: boolean; camera: boolean }

const PLACE = /gps|latitude|longitude|location|photoshop:city|^(?:city|sublocation|state|country)$|iptc4xmpcore:(?:location|countrycode)/i
const CAMERA =
  /^(?:make|model|lensmake|lensmodel|lensserialnumber|bodyserialnumber|serialnumber|cameraownername|makernote|hostcomputer)$|(?:tiff:(?:make|model)|aux:(?:lens|serialnumber)|exif(?:ex)?:(?:lensmodel|bodyserialnumber))/i
const EXIF_STARTS = ['II*\0\x08\0\0\0', 'MM\0*\0\0\0\x08']
const READ_ALL = {
  tiff: true,
  ifd0: {},
  exif: true,
  gps: true,
  interop: false,
  ifd1: false,
  xmp: true,
  iptc: true,
  icc: false,
  makerNote: true,
  mergeOutput: true,
  translateKeys: true,
  translateValues: false,
  reviveValues: false,
  silentErrors: true,
} as const

export async function whatWasFound(bytes: Buffer, format: Format, image: Sharp): Promise<Found> {
  const names = format === 'heic' ? await namesInHeic(bytes) : await namesInParts(image)
  return { place: names.some((name) => PLACE.test(name)), camera: names.some((name) => CAMERA.test(name)) }
}

async function namesInParts(image: Sharp): Promise<string[]> {
  const { exif, xmp, iptc, comments } = await image.metadata()
  const fromExif = exif === undefined ? [] : await namesIn(withoutExifMark(exif))
  const fromIptc = iptc === undefined ? [] : iptcNames(iptc)
  return [...fromExif, ...xmpNames(xmp?.toString('latin1') ?? ''), ...fromIptc, ...(comments ?? []).map((comment) => comment.keyword)]
}

// A HEIC file may keep its Exif block anywhere, so it is looked for by how it starts.
async function namesInHeic(bytes: Buffer): Promise<string[]> {
  const at = EXIF_STARTS.map((start) => bytes.indexOf(start)).find((found) => found !== -1)
  const xmpAt = bytes.indexOf('<x:xmpmeta')
  const fromExif = at === undefined ? [] : await namesIn(bytes.subarray(at))
  return [...fromExif, ...(xmpAt === -1 ? [] : xmpNames(bytes.toString('latin1', xmpAt, xmpAt + 100_000)))]
}

function xmpNames(xmp: string): string[] {
  return xmp.match(/[a-z0-9]+:[a-z]+(?=[=>\s])/gi) ?? []
}

// Metadata too broken to read is no reason to refuse a good picture: all of it is dropped either way.
async function namesIn(bytes: Buffer): Promise<string[]> {
  const tags: unknown = await exifr.parse(bytes, READ_ALL).catch(() => undefined)
  return tags !== null && typeof tags === 'object' ? Object.keys(tags) : []
}

function withoutExifMark(exif: Buffer): Buffer {
  return exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif
}

// IPTC's place names are records 2:90 (city), 2:92, 2:95 (state) and 2:101 (country).
function iptcNames(iptc: Buffer): string[] {
  return [90, 92, 95, 101].some((record) => iptc.includes(Buffer.from([0x1c, 2, record]))) ? ['city'] : []
}
