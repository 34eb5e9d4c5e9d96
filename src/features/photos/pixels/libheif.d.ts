// The few functions of libheif's WebAssembly build that the decoder calls; the package's own types say `any` here.
declare module 'libheif-js/wasm-bundle.js' {
  type Context = { readonly context: unique symbol }
  type Handle = { readonly handle: unique symbol; readonly code?: undefined }
  type Image = { readonly image: unique symbol }
  type Failure = { readonly code: object; readonly message: string }
  type Channel = { id: object; width: number; height: number; stride: number; data: Uint8Array }
  const libheif: {
    heif_context_alloc(): Context
    heif_context_free(context: Context): void
    heif_context_read_from_memory(context: Context, bytes: Uint8Array): { code: object }
    heif_js_context_get_primary_image_handle(context: Context): Handle | Failure
    heif_image_handle_get_width(handle: Handle): number
    heif_image_handle_get_height(handle: Handle): number
    heif_image_handle_release(handle: Handle): void
    heif_js_decode_image2(handle: Handle, space: object, chroma: object): { code?: undefined; image: Image; channels: Channel[] } | Failure
    heif_image_release(image: Image): void
    heif_error_code: { heif_error_Ok: object }
    heif_colorspace: { heif_colorspace_RGB: object }
    heif_chroma: { heif_chroma_interleaved_RGB: object }
    heif_channel: { heif_channel_interleaved: object }
  }
  export default libheif
}
