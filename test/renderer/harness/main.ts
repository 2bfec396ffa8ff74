// Entry of the development page: the address chooses component, theme and size of the data.
import { mount } from 'svelte';
import '../../../src-renderer/app/theme/base.css';
import Harness from './Harness.svelte';

const query = new URLSearchParams(location.search);
const theme = query.get('theme') === 'dark' ? 'dark' : 'light';
document.documentElement.dataset.theme = theme;
mount(Harness, {
  target: document.getElementById('app')!,
  props: { page: query.get('page') ?? 'scene', theme, count: Number(query.get('count') ?? 200), electrode: query.get('electrode') ?? 'life' },
});
