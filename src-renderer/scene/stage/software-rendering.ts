// Whether WebGL runs without a graphics card.

export function drawsInSoftware(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  const details = context?.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = details && context?.getParameter(details.UNMASKED_RENDERER_WEBGL);
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof name === 'string' && /swiftshader|llvmpipe|software|basic render/i.test(name);
}
