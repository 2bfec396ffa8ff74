// All fibres in one instanced draw, to scale but never thinner on the screen than a given width.
import {
  DataTexture, DoubleSide, Float32BufferAttribute, FloatType, InstancedBufferAttribute, InstancedBufferGeometry, Mesh,
  RedFormat, RGBAFormat, ShaderMaterial, Vector2, Vector3, type Plane,
} from 'three';
import { colorAt, rgbOf } from '../../../src-model/figures/palette';
import type { FiberTable } from '../../../src-model/results';

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

/** Fibres per column block of the profile texture: below the texture size that every WebGL 2 device offers. */
const ROWS = 2048;
const DISC_CORNERS = 8;
const LEAST_PIXELS = 1.2;
const LEAST_PIXELS_MARKED = 5;
const SCALE_TEXELS = 256;

// A fibre is a ribbon along its axis that faces the eye, shaded like a cylinder, and a disc at the end nearer to the eye: a third of the
// vertices of a cylinder. position.x: 0 start, 1 end; position.y: -1 or 1 across the ribbon, position.yz: rim of the disc; position.x = 2: disc.
const vertexShader = /* glsl */ `
attribute vec3 fiber;
attribute vec3 fiberColor;
uniform vec2 extent;
uniform float lengthUm;
uniform float umPerPixel;
uniform ivec2 marked;
uniform vec3 markColor;
varying float vAcross;
varying float vFacing;
varying vec3 vColor;
varying float vAlong;
flat varying int vFiber;
#include <clipping_planes_pars_vertex>
void main() {
  bool disc = position.x > 1.5;
  vec3 eye = isOrthographic ? vec3(viewMatrix[0][2], viewMatrix[1][2], viewMatrix[2][2]) : cameraPosition - vec3(0.5 * (extent.x + extent.y), fiber.xy);
  float x = mix(extent.x, extent.y, disc ? step(0.0, eye.x) : position.x);
  vec3 center = vec3(x, fiber.xy);
  vec3 toEye = isOrthographic ? eye : cameraPosition - center;
  vec4 axis = projectionMatrix * viewMatrix * vec4(center, 1.0);
  bool isMarked = gl_InstanceID == marked.x || gl_InstanceID == marked.y;
  float least = 0.5 * (isMarked ? ${LEAST_PIXELS_MARKED.toFixed(1)} : ${LEAST_PIXELS.toFixed(1)}) * umPerPixel * axis.w;
  float radius = max(fiber.z, least);
  float away = length(toEye.yz);
  vec2 side = away > 1e-6 * abs(toEye.x) ? vec2(-toEye.z, toEye.y) / away : vec2(1.0, 0.0);
  vec2 offset = disc ? position.yz : side * position.y;
  vec4 mvPosition = viewMatrix * vec4(x, fiber.xy + offset * radius, 1.0);
  vAcross = disc ? 0.0 : position.y;
  vFacing = (disc ? abs(toEye.x) : away) / length(toEye);
  vColor = isMarked ? markColor : fiberColor;
  vAlong = x / lengthUm;
  vFiber = gl_InstanceID;
  gl_Position = projectionMatrix * mvPosition;
  #include <clipping_planes_vertex>
}`;

const fragmentShader = /* glsl */ `
precision highp float;
uniform bool hasProfile;
uniform sampler2D profile;
uniform sampler2D scale;
uniform vec2 range;
uniform int sampleCount;
uniform float opacity;
varying float vAcross;
varying float vFacing;
varying vec3 vColor;
varying float vAlong;
flat varying int vFiber;
#include <clipping_planes_pars_fragment>
float profileAt(int k) {
  return texelFetch(profile, ivec2((vFiber / ${ROWS}) * sampleCount + k, vFiber % ${ROWS}), 0).r;
}
void main() {
  #include <clipping_planes_fragment>
  vec3 color = vColor;
  if (hasProfile) {
    float at = clamp(vAlong, 0.0, 1.0) * float(sampleCount - 1);
    int k = min(int(at), sampleCount - 2);
    float value = mix(profileAt(k), profileAt(k + 1), at - float(k));
    if (value == value) color = texture2D(scale, vec2(clamp((value - range.x) / (range.y - range.x), 0.0, 1.0), 0.5)).rgb;
  }
  float light = 0.62 + 0.38 * vFacing * sqrt(max(0.0, 1.0 - vAcross * vAcross));
  gl_FragColor = vec4(color * light, opacity);
}`;

export class FiberLayer {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;

  constructor() {
    const material = new ShaderMaterial({
      vertexShader, fragmentShader, clipping: true, side: DoubleSide, forceSinglePass: true,
      uniforms: {
        extent: { value: new Vector2(0, 1) }, lengthUm: { value: 1 }, umPerPixel: { value: 1 }, marked: { value: [-1, -1] }, markColor: { value: new Vector3() },
        hasProfile: { value: false }, profile: { value: null }, scale: { value: null }, range: { value: new Vector2(0, 1) }, sampleCount: { value: 2 },
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
    const fibers = new Float32Array(3 * count);
    for (let k = 0; k < count; k++) fibers.set([table!.yUm[k], table!.zUm[k], table!.diameterUm[k] / 2], 3 * k);
    // A changed number of instances needs new buffers: the old ones are freed with the geometry.
    this.mesh.geometry = ribbonAndDisc();
    this.mesh.geometry.setAttribute('fiber', new InstancedBufferAttribute(fibers, 3));
    this.mesh.geometry.setAttribute('fiberColor', new InstancedBufferAttribute(new Uint8Array(3 * count), 3, true));
    this.mesh.geometry.instanceCount = count;
    this.mesh.visible = count > 0;
    geometry.dispose();
  }

  /** Three bytes per fibre. */
  setColors(rgb: Uint8Array): void {
    const attribute = this.mesh.geometry.getAttribute('fiberColor') as InstancedBufferAttribute;
    (attribute.array as Uint8Array).set(rgb.subarray(0, attribute.array.length));
    attribute.needsUpdate = true;
  }

  setProfile(profile: FiberProfile | null): void {
    const { uniforms } = this;
    (uniforms.profile.value as DataTexture | null)?.dispose();
    (uniforms.scale.value as DataTexture | null)?.dispose();
    uniforms.profile.value = profile && profileTexture(profile);
    uniforms.scale.value = profile && scaleTexture(profile.stops);
    uniforms.hasProfile.value = profile !== null;
    if (!profile) return;
    uniforms.sampleCount.value = profile.sampleCount;
    (uniforms.range.value as Vector2).set(profile.min, profile.max > profile.min ? profile.max : profile.min + 1);
  }

  /** Drawn from startX to endX of a fibre of lengthUm. */
  setExtent(startX: number, endX: number, lengthUm: number): void {
    (this.uniforms.extent.value as Vector2).set(startX, endX);
    this.uniforms.lengthUm.value = lengthUm;
  }

  style(opacity: number, selected: number, hovered: number, markColor: string, clip: Plane[]): void {
    const { material } = this.mesh;
    const [red, green, blue] = rgbOf(markColor);
    (this.uniforms.markColor.value as Vector3).set(red / 255, green / 255, blue / 255);
    this.uniforms.marked.value = [selected, hovered];
    this.uniforms.opacity.value = opacity;
    this.mesh.visible = opacity > 0 && this.mesh.geometry.instanceCount > 0;
    if (material.transparent !== opacity < 1 || (material.clippingPlanes?.length ?? 0) !== clip.length) material.needsUpdate = true;
    material.transparent = opacity < 1;
    material.clippingPlanes = clip;
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

function profileTexture({ values, sampleCount }: FiberProfile): DataTexture {
  const count = values.length / sampleCount;
  const blocks = Math.max(1, Math.ceil(count / ROWS));
  const rows = Math.min(count, ROWS);
  const width = blocks * sampleCount;
  const texels = new Float32Array(width * rows);
  for (let fiber = 0; fiber < count; fiber++) {
    const start = (fiber % ROWS) * width + Math.floor(fiber / ROWS) * sampleCount;
    texels.set(values.subarray(fiber * sampleCount, (fiber + 1) * sampleCount), start);
  }
  const texture = new DataTexture(texels, width, rows, RedFormat, FloatType);
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
