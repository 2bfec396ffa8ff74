// Starts the window's interface.
import { mount } from 'svelte';
import App from './app/App.svelte';
import './app/theme/base.css';

mount(App, { target: document.getElementById('app')! });
