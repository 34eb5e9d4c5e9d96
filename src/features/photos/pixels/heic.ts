// Reads the one main picture of an iPhone file. Runs only inside the decoder's own process.
import libheif from 'libheif-js/wasm-bundle.js'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { Refusal } from '../../../platform/refusal.ts'
import { heicColourProfile } from './magic.ts'

/** The picture upright, no larger than `longest`, as a PNG that still carries the original's colour profile. */
export async function readHeic(bytes: Buffer, options: { longest: number; pixels: number }): Promise<Buffer> {
  const context = libheif.heif_context_alloc()
  try {
    const read = libheif.heif_context_read_from_memory(context, bytes)
    if (read.code !== libheif.heif_error_code.heif_error_Ok) throw new Refusal('photo.broken')
    const handle = libheif.heif_js_context_get_primary_image_handle(context)
    if (!handle || handle.code !== undefined) throw new Refusal('photo.broken')
    const width = libheif.heif_image_handle_get_width(handle)
    const height = libheif.heif_image_handle_get_height(handle)
    if (width * height > options.pixels) throw new Refusal('photo.too-many-pixels')
    const decoded = libheif.heif_js_decode_image2(
      handle,
      libheif.heif_colorspace.heif_colorspace_RGB,
      libheif.heif_chroma.heif_chroma_interleaved_RGB,
    )
    if (!decoded || decoded.code !== undefined) throw new Refusal('photo.broken')
    const channel = decoded.channels.find((each) => each.id === libheif.heif_channel.heif_channel_interleaved)
    if (channel === undefined) throw new Refusal('photo.broken')
    const pixels = sharp(withoutPadding(channel), {
      raw: { width: channel.width, height: channel.height, channels: 3 },
      limitInputPixels: options.pixels,
    })
    const png = await pixels
      .resize(options.longest, options.longest, { fit: 'inside', withoutEnlargement: true })
      .png({ compressionLevel: 0 })
      .toBuffer()
    libheif.heif_image_release(decoded.image)
    libheif.heif_image_handle_release(handle)
    return withColourProfile(png, heicColourProfile(bytes))
  } finally {
    libheif.heif_context_free(context)
  }
}

function withoutPadding({ data, width, height, stride }: { data: Uint8Array; width: number; height: number; stride: number }): Uint8Array {
  const row = width * 3
  if (stride === row) return data.subarray(0, row * height)
  const packed = Buffer.alloc(row * height)
  for (let y = 0; y < height; y += 1) packed.set(data.subarray(y * stride, y * stride + row), y * row)
  return packed
}

// sharp applies a profile it finds in a file but takes none beside raw pixels, so the profile goes in right after the header chunk.
function withColourProfile(png: Buffer, profile: Uint8Array | null): Buffer {
  if (profile === null) return png
  const content = Buffer.concat([Buffer.from('iCCPp\0\0', 'latin1'), deflateSync(profile)])
  const chunk = Buffer.alloc(content.length + 8)
  chunk.writeUInt32BE(content.length - 4, 0)
  content.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(content), content.length + 4)
  const headerEnd = 8 + 25
  return Buffer.concat([png.subarray(0, headerEnd), chunk, png.subarray(headerEnd)])
}
