import { h, render } from 'preact';
import { PageProvider, openPage } from './page.ts';
import { App } from './view/app.tsx';

const root = document.getElementById('app');
if (root === null) throw new Error('The shell has no element "app" to draw the page in.');
const page = openPage();
// Only now: a page that can't be opened leaves what the server told.
root.replaceChildren();
render(h(PageProvider, { value: page }, h(App, {})), root);
