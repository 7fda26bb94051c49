// Filters and unfolds. The page is whole without it.
(() => {
  'use strict';
  const form = document.getElementById('filter');
  if (!form) return;
  const none = document.getElementById('none');
  const { text, scope, kind, action } = form.elements;
  const scopes = [...document.querySelectorAll('details.scope')];
  const objects = [...document.querySelectorAll('details.object')].map((element) => ({
    element,
    // Several where equal changes are shown once.
    scopes: element.dataset.scope.toLowerCase().split('\n'),
    kind: element.dataset.kind,
    action: element.dataset.action,
    loosens: 'loosens' in element.dataset,
    // Read when it is first searched.
    words: null,
  }));

  // In how many of its scopes it is what is looked for.
  const fits = (it, words, within) => {
    if (kind.value && it.kind !== kind.value) return 0;
    if (action.value && !(action.value === 'loosens' ? it.loosens : it.action === action.value)) return 0;
    if (words.length) it.words ??= it.element.textContent.toLowerCase();
    const rest = words.filter((word) => !it.words.includes(word));
    return it.scopes.filter((scope) => scope.includes(within) && rest.every((word) => scope.includes(word))).length;
  };

  const total = objects.reduce((sum, it) => sum + it.scopes.length, 0);
  const filter = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const within = scope.value.trim().toLowerCase();
    const narrowed = Boolean(words.length || within || kind.value || action.value);
    const full = new Set();
    let shown = 0;
    for (const it of objects) {
      const fit = fits(it, words, within);
      it.element.hidden = !fit;
      if (!fit) continue;
      shown += fit;
      full.add(it.element.parentElement);
    }
    for (const it of scopes) it.hidden = !full.has(it);
    for (const it of document.querySelectorAll('main > section')) {
      if (it.querySelector('details')) it.hidden = !it.querySelector('details.object:not([hidden])');
    }
    // What is looked for is in sight, as long as it is little.
    if (narrowed && shown <= 100) for (const it of full) if (it.matches('details')) it.open = true;
    none.hidden = shown > 0;
    form.elements.shown.value = `${shown} of ${total} objects`;
  };

  // Many letters in a row are one filtering.
  let waiting = 0;
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(filter);
  };

  const open = (all) => {
    for (const it of scopes) if (!it.hidden) it.open = all;
    for (const it of objects) if (!it.element.hidden) it.element.open = all;
  };

  form.addEventListener('input', soon);
  form.addEventListener('reset', soon);
  form.addEventListener('submit', (event) => event.preventDefault());
  document.getElementById('unfold').addEventListener('click', () => open(true));
  document.getElementById('fold').addEventListener('click', () => open(false));
  document.addEventListener('keydown', (event) => {
    const writing = event.target.closest('input, select, textarea');
    if (event.key === '/' && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      text.focus();
    }
  });
  addEventListener('beforeprint', () => open(true));
  form.hidden = false;
  filter();
})();
