// What forge.config.ts says about installers: which are made for which system, without administrator rights, with icons and the file type.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import config from '../../../forge.config';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const inRoot = (file: string): string => path.join(ROOT, file);

interface Maker { name: string; platformsToMakeOn: string[]; config: Record<string, unknown>; configOrConfigFetcher: Record<string, unknown> }
const makers = config.makers as unknown as Maker[];
const makersFor = (platform: string): string[] => makers.filter(({ platformsToMakeOn }) => platformsToMakeOn.includes(platform)).map(({ name }) => name).sort();
const settingsOf = (name: string): Record<string, unknown> => makers.find((maker) => maker.name === name)!.configOrConfigFetcher;

describe('installers', () => {
  it('are configured for the three systems', () => {
    expect(makersFor('linux')).toEqual(['deb', 'zip']);
    expect(makersFor('win32')).toEqual(['squirrel', 'zip']);
    expect(makersFor('darwin')).toEqual(['dmg', 'zip']);
  });

  it('have their icons', () => {
    expect(readFileSync(inRoot(settingsOf('squirrel').setupIcon as string)).readUInt16LE(2)).toBe(1);
    expect(readFileSync(inRoot(settingsOf('dmg').icon as string)).subarray(0, 4).toString('latin1')).toBe('icns');
    for (const ending of ['.ico', '.icns']) expect(existsSync(inRoot(`${String(config.packagerConfig!.icon)}${ending}`)), ending).toBe(true);
    const { icon } = (settingsOf('deb').options as { icon: Record<string, string> });
    for (const file of Object.values(icon)) expect(existsSync(inRoot(file)), file).toBe(true);
  });

  it('open *.ranvier: by MIME type on Linux, by the bundle on macOS (on Windows: squirrelCalls)', () => {
    const mime = 'application/x-ranvier-project';
    expect((settingsOf('deb').options as { mimeType: string[] }).mimeType).toEqual([mime]);
    expect(readFileSync(inRoot('assets/linux/ranvier-mime.xml'), 'utf8')).toContain(`type="${mime}"`);
    const bundle = config.packagerConfig!.extendInfo as { CFBundleDocumentTypes: { LSItemContentTypes: string[] }[]; UTExportedTypeDeclarations: { UTTypeIdentifier: string; UTTypeTagSpecification: Record<string, unknown> }[] };
    expect(bundle.CFBundleDocumentTypes[0].LSItemContentTypes).toEqual([bundle.UTExportedTypeDeclarations[0].UTTypeIdentifier]);
    expect(bundle.UTExportedTypeDeclarations[0].UTTypeTagSpecification).toEqual({ 'public.filename-extension': ['ranvier'], 'public.mime-type': mime });
  });

  it('install for one user on Windows: no machine-wide package is made', () => {
    expect(settingsOf('squirrel')).not.toHaveProperty('msi');
    expect(settingsOf('squirrel').noMsi ?? true).toBe(true);
  });

  it('hold one archive and flip every fuse, the newest one where the runtime knows it', () => {
    expect(config.packagerConfig!.asar).toBe(true);
    const { fusesConfig } = (config.plugins as unknown as { name: string; fusesConfig?: Record<number, boolean> }[]).find(({ name }) => name === 'fuses')!;
    const expected: [FuseV1Options, boolean][] = [
      [FuseV1Options.RunAsNode, false], [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false], [FuseV1Options.EnableNodeCliInspectArguments, false],
      [FuseV1Options.EnableCookieEncryption, true], [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true], [FuseV1Options.OnlyLoadAppFromAsar, true],
    ];
    for (const [fuse, state] of expected) expect(fusesConfig![fuse], FuseV1Options[fuse]).toBe(state);
    expect(fusesConfig![FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(process.env.ELECTRON_ZIP_DIR ? undefined : false);
  });
});
