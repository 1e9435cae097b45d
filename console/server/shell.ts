import type { Snapshot } from '../protocol.ts';

/**
 * The page before its script has run, and without it: what runs, and the state of every alarm. The script takes the
 * place of what is in `#app`.
 */
export function renderShell({ stack, region, detections }: Snapshot): string {
  const rows = detections.map(
    ({ title, state, id }) =>
      `<tr><th scope="row">${escapeMarkup(title)}</th><td>${escapeMarkup(id)}</td><td>${state.value}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeMarkup(stack)} - Keywatch console</title>
<link rel="icon" type="image/svg+xml" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/main.css">
<script type="module" src="/assets/main.js"></script>
</head>
<body>
<div id="app">
<main>
<h1>Keywatch: the stack ${escapeMarkup(stack)} in ${escapeMarkup(region)}</h1>
<noscript><p>This page shows the run live with a script of its own. Without it, this is how things were when it was loaded.</p></noscript>
<table>
<caption>Alarms</caption>
<thead><tr><th scope="col">Detection</th><th scope="col">Alarm</th><th scope="col">State</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</main>
</div>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
