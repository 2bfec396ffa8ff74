'use strict';
// Stand-in for the loader that Electron itself ships:  electron [switches] [-r module]... <path-to-app> [app args...]
const { app } = require('electron');
const fs = require('fs');
const path = require('path');
const Module = require('module');

const preload = [];
let file = null;
for (let i = 1; i < process.argv.length && file === null; i++) {
  const word = process.argv[i];
  if (word === '--version' || word === '-v') {
    console.log(`v${process.versions.electron}`);
    process.exit(0);
  } else if (word === '-r' || word === '--require') {
    preload.push(process.argv[++i]);
  } else if (!word.startsWith('-')) {
    file = word;
  }
}
if (file === null) {
  console.error('usage: electron [options] <path to app>');
  process.exit(1);
}
Module._preloadModules(preload);
const folder = path.resolve(file);
const manifest = path.join(folder, 'package.json');
let main = folder;
if (fs.existsSync(manifest)) {
  const description = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  if (description.version) app.setVersion(description.version);
  app.name = description.productName || description.name || app.name;
  main = path.join(folder, description.main || 'index.js');
}
app.setAppPath(fs.existsSync(manifest) ? folder : path.dirname(folder));
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
Module._load(Module._resolveFilename(main, null, true), Module, true);
