// Building, packaging and installers (Electron Forge). Node modules are bundled by vite, never shipped.
import type { ForgeConfig } from '@electron-forge/shared-types';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import { FuseV1Options, FuseVersion } from '@electron/fuses';

// Air-gapped builds: a folder that holds electron-v<version>-<platform>-<arch>.zip
const electronZipDir = process.env.ELECTRON_ZIP_DIR;
import { existsSync } from 'node:fs';
const mainEntry = (entry: string) => ({ entry, config: 'vite.main.config.ts', target: 'main' as const });

const config: ForgeConfig = {
  packagerConfig: {
    asar: true,
    executableName: 'ranvier',
    appBundleId: 'org.ranvier.app',
    extraResource: ['assets/examples'],
    ...(electronZipDir ? { electronZipDir } : {}),
  },
  makers: [
    new MakerZIP({}, ['linux', 'darwin', 'win32']),
    new MakerDeb({
      options: {
        maintainer: 'The Ranvier authors <ranvier@example.invalid>',
        categories: ['Science'],
        mimeType: ['application/x-ranvier-project'],
        ...(process.env.DEB_COMPRESSION ? { compression: process.env.DEB_COMPRESSION } : {}),
      },
    }, ['linux']),
  ],
  plugins: [
    new VitePlugin({
      build: [
        mainEntry('src-main/main.ts'),
        mainEntry('src-main/batch/batch.ts'),
        mainEntry('src-main/run-host/engine-thread.ts'),
        mainEntry('src-workers/population.worker.ts'),
        mainEntry('src-workers/field.worker.ts'),
        mainEntry('src-workers/fiber.worker.ts'),
        mainEntry('src-workers/report.worker.ts'),
        { entry: 'src-main/preload.ts', config: 'vite.preload.config.ts', target: 'preload' as const },
      ].filter(({ entry }) => existsSync(entry)),
      renderer: [{ name: 'main_window', config: 'vite.renderer.config.ts' }],
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      // Electron 29 and newer; flipping it on an older runtime throws.
      ...(electronZipDir ? {} : { [FuseV1Options.GrantFileProtocolExtraPrivileges]: false }),
    }),
  ],
};
export default config;
