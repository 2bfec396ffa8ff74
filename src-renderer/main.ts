// Starts the window's interface.
import './zod-without-eval';
import { mount } from 'svelte';
import App from './app/App.svelte';
import './app/theme/base.css';

const target = document.getElementById('app')!;

try {
  mount(App, { target, props: { start: await window.ranvier.session.start() } });
  // The next frame is the first that shows it.
  requestAnimationFrame(() => performance.mark('ranvier-usable'));
} catch (error) {
  // Never a blank window: whatever goes wrong this early is said in plain text.
  target.textContent = `Ranvier could not start: ${error instanceof Error ? error.message : String(error)}`;
}
