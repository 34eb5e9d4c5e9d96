// What follows on picking a photo comes while the first step is looked at, so that an old tablet does not wait for it before. P9
export async function laterSteps() {
  const [{ SendingPhoto }, { Check }, { Ask }] = await Promise.all([
    import('../../photos/child/SendingPhoto.tsx'),
    import('./Check.tsx'),
    import('./Ask.tsx'),
  ])
  return { SendingPhoto, Check, Ask }
}
