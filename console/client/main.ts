import { h, render } from 'preact';
import { PageProvider, openPage } from './page.ts';
import { App } from './view/app.tsx';

const root = document.getElementById('app');
if (root === null) throw new Error('The shell has no element "app" to draw the page in.');
root.replaceChildren();
render(h(PageProvider, { value: openPage() }, h(App, {})), root);
