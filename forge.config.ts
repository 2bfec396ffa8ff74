// Building, packaging and installers (Electron Forge). Node modules are bundled by vite, never shipped.
import type { ForgeConfig } from '@electron-forge/shared-types';
import { MakerDMG } from '@electron-forge/maker-dmg';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerSquirrel } from '@electron-forge/maker-squirrel';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import { FuseV1Options, FuseVersion } from '@electron/fuses';

// Air-gapped builds: a folder that holds electron-v<version>-<platform>-<arch>.zip
const electronZipDir = process.env.ELECTRON_ZIP_DIR;
const mainEntry = (entry: string) => ({ entry, config: 'vite.main.config.ts', target: 'main' as const });
const MIME_TYPE = 'application/x-ranvier-project';
const TYPE_IDENTIFIER = 'org.ranvier.project';
const ICON_SIZES = [16, 32, 48, 64, 128, 256, 512];
// A feed of updates that whoever distributes the program builds in (docs/installing.md); Squirrel.Mac reads a list of releases from it.
const updateFeed = process.env.RANVIER_UPDATE_FEED;

const config: ForgeConfig = {
  packagerConfig: {
    asar: true,
    executableName: 'ranvier',
    appBundleId: 'org.ranvier.app',
    appCategoryType: 'public.app-category.medical',
    // Each platform takes its own ending: .ico, .icns; Linux gets its icons from the deb.
    icon: 'assets/icons/ranvier',
    extraResource: ['assets/examples', 'assets/linux', 'assets/icons'],
    // macOS learns about *.ranvier from the bundle.
    extendInfo: {
      CFBundleDocumentTypes: [{ CFBundleTypeName: 'Ranvier project', CFBundleTypeRole: 'Editor', LSHandlerRank: 'Owner', LSItemContentTypes: [TYPE_IDENTIFIER] }],
      UTExportedTypeDeclarations: [{
        UTTypeIdentifier: TYPE_IDENTIFIER, UTTypeDescription: 'Ranvier project', UTTypeConformsTo: ['public.json'],
        UTTypeTagSpecification: { 'public.filename-extension': ['ranvier'], 'public.mime-type': MIME_TYPE },
      }],
    },
    ...(electronZipDir ? { electronZipDir } : {}),
  },
  makers: [
    new MakerZIP(updateFeed ? { macUpdateManifestBaseUrl: updateFeed } : {}, ['linux', 'darwin', 'win32']),
    new MakerDeb({
      options: {
        maintainer: 'The Ranvier authors <ranvier@example.invalid>',
        genericName: 'Nerve stimulation simulator',
        section: 'science',
        categories: ['Science'],
        mimeType: [MIME_TYPE],
        // The maker's types know one picture only; the tool behind it takes one per size.
        ...({ icon: Object.fromEntries<string>([...ICON_SIZES.map((size): [string, string] => [`${size}x${size}`, `assets/icons/ranvier-${size}.png`]), ['scalable', 'assets/icons/ranvier.svg']]) } as object),
        scripts: { postinst: 'assets/linux/postinst', prerm: 'assets/linux/prerm' },
        ...(process.env.DEB_COMPRESSION ? { compression: process.env.DEB_COMPRESSION } : {}),
      },
    }, ['linux']),
    // Installs for one user, without administrator rights; *.ranvier is registered at the first start (src-main/windows/squirrel-events.ts).
    new MakerSquirrel({ name: 'ranvier', setupIcon: 'assets/icons/ranvier.ico' }, ['win32']),
    new MakerDMG({ icon: 'assets/icons/ranvier.icns' }, ['darwin']),
  ],
  plugins: [
    new VitePlugin({
      build: [
        mainEntry('src-main/main.ts'),
        mainEntry('src-main/batch/batch.ts'),
        mainEntry('src-main/run-host/engine-thread.ts'),
        mainEntry('src-main/results/results.worker.ts'),
        mainEntry('src-workers/population.worker.ts'),
        mainEntry('src-workers/field.worker.ts'),
        mainEntry('src-workers/fiber.worker.ts'),
        mainEntry('src-workers/report.worker.ts'),
        { entry: 'src-main/preload.ts', config: 'vite.preload.config.ts', target: 'preload' },
      ],
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
