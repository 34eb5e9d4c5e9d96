// A browser keeps a page whole for its back button, and by then it may be another child's, or closed: what is kept is empty, and starts anew. AUD-9, I15
export function startAnewWhenKept(root: HTMLElement) {
  window.addEventListener('pagehide', (event) => event.persisted && root.replaceChildren())
  window.addEventListener('pageshow', (event) => event.persisted && location.reload())
}
