// The live page: what the server says changed is fetched as the same markup that the page was made of. Without script the page renews itself.
(() => {
  'use strict';
  const live = document.querySelector('[data-events]');
  if (!live || !window.EventSource) { return; }
  const said = document.getElementById('said');
  let busy = false, again = false;

  async function show() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(live.dataset.part, { credentials: 'same-origin' });
      if (answer.ok && !answer.redirected) {
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        live.replaceChildren(...page.body.childNodes);
        const state = live.querySelector('[data-state]');
        if (said && state && said.textContent !== state.textContent) { said.textContent = state.textContent; }
      }
    } catch { /* the next event tries again */ } finally {
      busy = false;
      if (again) { again = false; show(); }
    }
  }

  const source = new EventSource(live.dataset.events);
  source.addEventListener('changed', show);
  source.addEventListener('ended', () => { source.close(); location.reload(); });
})();
