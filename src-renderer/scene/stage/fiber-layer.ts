// All fibres in one instanced draw, to scale but never thinner on the screen than a given width.
import {
  DataTexture, DoubleSide, Float32BufferAttribute, FloatType, InstancedBufferAttribute, InstancedBufferGeometry, Mesh,
  RedFormat, RGBAFormat, ShaderMaterial, Vector2, Vector3,
} from 'three';
import { colorAt, rgbOf } from '../../../src-model/figures/palette';
import type { FiberTable } from '../../../src-model/results';
import type { Clip } from '../geometry/cut';
import { fragmentShader, PROFILE_ROWS, vertexShader } from './fiber-shaders';

/** values[fiber * sampleCount + k] at x = k / (sampleCount - 1) of the length: a quantity shown as colours along the fibres. */
export interface FiberProfile {
  title: string;
  unit: string;
  sampleCount: number;
  values: Float32Array;
  min: number;
  max: number;
  stops: readonly string[];
}

const DISC_CORNERS = 8;
const SCALE_TEXELS = 256;
/** The order is renewed when the eye has turned by this much, radians. */
const SORT_TOLERANCE = 0.05;

export class FiberLayer {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  /** Per fibre of the table: y, z, radius in um. */
  private fibers = new Float32Array(0);
  private rgb = new Uint8Array(0);
  private order = new Uint32Array(0);
  /** Direction of the eye in the transverse plane that the order is for, radians. */
  private sortedFrom: number | null = null;
  /** Colours of the profile that is shown. */
  private stops: readonly string[] | undefined;

  constructor() {
    const material = new ShaderMaterial({
      vertexShader, fragmentShader, defines: {}, side: DoubleSide, forceSinglePass: true,
      uniforms: {
        extent: { value: new Vector2(0, 1) }, lengthUm: { value: 1 }, umPerPixel: { value: 1 }, marked: { value: [-1, -1] }, kept: { value: new Vector3(0, 0, -1) }, markColor: { value: new Vector3() },
        profile: { value: null }, scale: { value: null }, range: { value: new Vector2(0, 1) }, sampleCount: { value: 2 },
        opacity: { value: 1 },
      },
    });
    this.mesh = new Mesh(ribbonAndDisc(), material);
    this.mesh.frustumCulled = false;
    this.mesh.visible = false;
  }

  private get uniforms(): ShaderMaterial['uniforms'] {
    return this.mesh.material.uniforms;
  }

  setFibers(table: FiberTable | null): void {
    const geometry = this.mesh.geometry;
    const count = table?.count ?? 0;
    this.fibers = new Float32Array(3 * count);
    for (let k = 0; k < count; k++) this.fibers.set([table!.yUm[k], table!.zUm[k], table!.diameterUm[k] / 2], 3 * k);
    this.rgb = new Uint8Array(3 * count);
    this.order = Uint32Array.from({ length: count }, (_, k) => k);
    // A changed number of instances needs new buffers: the old ones are freed with the geometry.
    this.mesh.geometry = ribbonAndDisc();
    this.mesh.geometry.setAttribute('fiber', new InstancedBufferAttribute(new Float32Array(3 * count), 3));
    this.mesh.geometry.setAttribute('fiberColor', new InstancedBufferAttribute(new Uint8Array(3 * count), 3, true));
    this.mesh.geometry.setAttribute('fiberIndex', new InstancedBufferAttribute(new Float32Array(count), 1));
    this.mesh.geometry.instanceCount = count;
    this.mesh.visible = count > 0;
    geometry.dispose();
    this.sortedFrom = null;
  }

  /** Three bytes per fibre. */
  setColors(rgb: Uint8Array): void {
    this.rgb.set(rgb.subarray(0, this.rgb.length));
    this.writeAttributes();
  }

  /**
   * Order the fibres from the eye backwards, so that what is hidden is never shaded: with thousands of fibres over one another this
   * saves most of the work. (y, z): of the eye, or of a far point towards it.
   */
  sortFrom(eyeY: number, eyeZ: number): void {
    const angle = Math.atan2(eyeZ, eyeY);
    if (this.sortedFrom !== null && Math.abs(Math.sin(angle - this.sortedFrom)) < SORT_TOLERANCE && Math.cos(angle - this.sortedFrom) > 0) return;
    this.sortedFrom = angle;
    const distances = new Float64Array(this.order.length);
    for (let k = 0; k < distances.length; k++) distances[k] = Math.hypot(this.fibers[3 * k] - eyeY, this.fibers[3 * k + 1] - eyeZ);
    this.order.sort((a, b) => distances[a] - distances[b]);
    this.writeAttributes();
  }

  /** Instance k shows fibre order[k]. */
  private writeAttributes(): void {
    const [fiber, color, index] = ['fiber', 'fiberColor', 'fiberIndex'].map((name) => this.mesh.geometry.getAttribute(name) as InstancedBufferAttribute | undefined);
    if (!fiber || !color || !index) return;
    this.order.forEach((row, k) => {
      fiber.array.set(this.fibers.subarray(3 * row, 3 * row + 3), 3 * k);
      color.array.set(this.rgb.subarray(3 * row, 3 * row + 3), 3 * k);
      index.array[k] = row;
    });
    for (const attribute of [fiber, color, index]) attribute.needsUpdate = true;
  }

  setProfile(profile: FiberProfile | null): void {
    const { uniforms } = this;
    uniforms.profile.value = profileTexture(uniforms.profile.value as DataTexture | null, profile);
    if (profile?.stops !== this.stops) {
      (uniforms.scale.value as DataTexture | null)?.dispose();
      uniforms.scale.value = profile && scaleTexture(profile.stops);
      this.stops = profile?.stops;
    }
    const { material } = this.mesh;
    if ((profile !== null) !== ('PROFILE' in material.defines)) {
      material.defines = profile ? { PROFILE: 1 } : {};
      material.needsUpdate = true;
    }
    if (!profile) return;
    uniforms.sampleCount.value = profile.sampleCount;
    (uniforms.range.value as Vector2).set(profile.min, profile.max > profile.min ? profile.max : profile.min + 1);
  }

  /** Drawn from startX to endX of a fibre of lengthUm. */
  setExtent(startX: number, endX: number, lengthUm: number): void {
    (this.uniforms.extent.value as Vector2).set(startX, endX);
    this.uniforms.lengthUm.value = lengthUm;
  }

  /** clip: a plane along the fibres hides those whose axes lie behind it; the others stay whole, so that none is seen from inside. */
  style(opacity: number, selected: number, hovered: number, markColor: string, clip: Clip | null): void {
    const { material } = this.mesh;
    const [red, green, blue] = rgbOf(markColor);
    (this.uniforms.markColor.value as Vector3).set(red / 255, green / 255, blue / 255);
    this.uniforms.marked.value = [selected, hovered];
    this.uniforms.opacity.value = opacity;
    this.mesh.visible = opacity > 0 && this.mesh.geometry.instanceCount > 0;
    if (material.transparent !== opacity < 1) material.needsUpdate = true;
    material.transparent = opacity < 1;
    const sign = clip?.keep === 'below' ? -1 : 1;
    (this.uniforms.kept.value as Vector3).set(clip?.axis === 'y' ? sign : 0, clip?.axis === 'z' ? sign : 0, clip && clip.axis !== 'x' ? sign * clip.atUm : -1);
  }

  /** `umPerPixelPerDepth`: um that one pixel covers where the clip coordinate w is 1. */
  setPixelSize(umPerPixelPerDepth: number): void {
    this.uniforms.umPerPixel.value = umPerPixelPerDepth;
  }

  dispose(): void {
    this.setProfile(null);
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}

function ribbonAndDisc(): InstancedBufferGeometry {
  const positions = [0, -1, 0, 0, 1, 0, 1, 1, 0, 1, -1, 0];
  const indices = [0, 1, 2, 0, 2, 3];
  for (let corner = 0; corner < DISC_CORNERS; corner++) {
    const angle = (2 * Math.PI * corner) / DISC_CORNERS;
    positions.push(2, Math.cos(angle), Math.sin(angle));
    if (corner >= 2) indices.push(4, 4 + corner - 1, 4 + corner);
  }
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setIndex(indices);
  return geometry;
}

/** The texture of a profile, in the place of `former`: an animation writes into the same one at every frame. */
function profileTexture(former: DataTexture | null, profile: FiberProfile | null): DataTexture | null {
  const count = profile ? profile.values.length / profile.sampleCount : 0;
  const width = profile ? Math.max(1, Math.ceil(count / PROFILE_ROWS)) * profile.sampleCount : 0;
  const height = Math.min(count, PROFILE_ROWS);
  const fits = former?.image.width === width && former.image.height === height;
  if (!fits) former?.dispose();
  if (!profile) return null;
  const texture = fits && former ? former : new DataTexture(new Float32Array(width * height), width, height, RedFormat, FloatType);
  const texels = texture.image.data as Float32Array;
  for (let fiber = 0; fiber < count; fiber++) {
    const start = (fiber % PROFILE_ROWS) * width + Math.floor(fiber / PROFILE_ROWS) * profile.sampleCount;
    texels.set(profile.values.subarray(fiber * profile.sampleCount, (fiber + 1) * profile.sampleCount), start);
  }
  texture.needsUpdate = true;
  return texture;
}

function scaleTexture(stops: readonly string[]): DataTexture {
  const texels = new Uint8Array(4 * SCALE_TEXELS);
  for (let k = 0; k < SCALE_TEXELS; k++) texels.set([...colorAt(stops, k / (SCALE_TEXELS - 1)), 255], 4 * k);
  const texture = new DataTexture(texels, SCALE_TEXELS, 1, RGBAFormat);
  texture.needsUpdate = true;
  return texture;
}
