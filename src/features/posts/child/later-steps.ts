// The steps after the first come while the first one is looked at, so that an old tablet does not wait for them before. P9
export async function laterSteps() {
  const [{ Check }, { Ask }] = await Promise.all([import('./Check.tsx'), import('./Ask.tsx')])
  return { Check, Ask }
}
