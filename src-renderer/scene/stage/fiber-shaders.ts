// How fibres are drawn: the two programs of the graphics card, and the numbers they share with the layer that feeds them.

/** Fibres per column block of the profile texture: below the texture size that every WebGL 2 device offers. */
export const PROFILE_ROWS = 2048;
/** Fibres may not vanish: least width on the screen, CSS pixels, and that of a selected one. */
const LEAST_PIXELS = 1.2;
const LEAST_PIXELS_MARKED = 5;

// A fibre is a ribbon along its axis that faces the eye, shaded like a cylinder, and a disc at the end nearer to the eye: a third of the
// vertices of a cylinder. position.x: 0 start, 1 end; position.y: -1 or 1 across the ribbon, position.yz: rim of the disc; position.x = 2: disc.
export const vertexShader = /* glsl */ `
attribute vec3 fiber;
attribute vec3 fiberColor;
attribute float fiberIndex;
uniform vec2 extent;
uniform float lengthUm;
uniform float umPerPixel;
uniform ivec2 marked;
// A fibre stays whole or goes, by its axis: (side in y, side in z, least distance).
uniform vec3 kept;
uniform vec3 markColor;
varying float vAcross;
varying float vFacing;
varying vec3 vColor;
varying float vAlong;
flat varying int vFiber;
void main() {
  bool disc = position.x > 1.5;
  vec3 eye = isOrthographic ? vec3(viewMatrix[0][2], viewMatrix[1][2], viewMatrix[2][2]) : cameraPosition - vec3(0.5 * (extent.x + extent.y), fiber.xy);
  float x = mix(extent.x, extent.y, disc ? step(0.0, eye.x) : position.x);
  vec3 center = vec3(x, fiber.xy);
  vec3 toEye = isOrthographic ? eye : cameraPosition - center;
  vec4 axis = projectionMatrix * viewMatrix * vec4(center, 1.0);
  vFiber = int(fiberIndex);
  bool isMarked = vFiber == marked.x || vFiber == marked.y;
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
  gl_Position = dot(fiber.xy, kept.xy) < kept.z ? vec4(2.0, 2.0, 2.0, 1.0) : projectionMatrix * mvPosition;
}`;

export const fragmentShader = /* glsl */ `
precision highp float;
#ifdef PROFILE
uniform sampler2D profile;
uniform sampler2D scale;
uniform vec2 range;
uniform int sampleCount;
#endif
uniform float opacity;
varying float vAcross;
varying float vFacing;
varying vec3 vColor;
varying float vAlong;
flat varying int vFiber;
#ifdef PROFILE
float profileAt(int k) {
  return texelFetch(profile, ivec2((vFiber / ${PROFILE_ROWS}) * sampleCount + k, vFiber % ${PROFILE_ROWS}), 0).r;
}
#endif
void main() {
  vec3 color = vColor;
  #ifdef PROFILE
  float at = clamp(vAlong, 0.0, 1.0) * float(sampleCount - 1);
  int k = min(int(at), sampleCount - 2);
  float value = mix(profileAt(k), profileAt(k + 1), at - float(k));
  if (value == value) color = texture2D(scale, vec2(clamp((value - range.x) / (range.y - range.x), 0.0, 1.0), 0.5)).rgb;
  #endif
  float light = 0.62 + 0.38 * vFacing * sqrt(max(0.0, 1.0 - vAcross * vAcross));
  gl_FragColor = vec4(color * light, opacity);
}`;
