// The WebGL stage: renderer, cameras, orbiting, and drawing only when something changed. Knows nothing about nerves.
import { AmbientLight, Box3, Color, DirectionalLight, OrthographicCamera, PerspectiveCamera, Scene, Vector3, WebGLRenderer } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { FIELD_OF_VIEW_DEG, framing, TANGENT, viewDirection, type ViewPreset } from './framing';
import { drawsInSoftware } from './software-rendering';

export type Projection = 'perspective' | 'orthographic';

const MOVE_MS = 220;
/** A motion whose frames wait longer than this is drawn coarser until it rests. */
const SLOW_FRAME_MS = 50;
const COARSEST = 0.4;
const REST_MS = 350;
/** Without a graphics card every sample of a pixel costs: smoothing is left to the picture at rest, drawn finer than the screen. */
const SOFTWARE_REST_DETAIL = 1.5;

export class Stage {
  readonly scene = new Scene();
  readonly renderer: WebGLRenderer;
  readonly controls: OrbitControls;
  camera: PerspectiveCamera | OrthographicCamera;
  private readonly perspective = new PerspectiveCamera(FIELD_OF_VIEW_DEG);
  private readonly orthographic = new OrthographicCamera();
  private readonly headlight = new DirectionalLight(0xffffff, 2.2);
  private readonly observer: ResizeObserver;
  private readonly box = new Box3(new Vector3(0, -1, -1), new Vector3(1, 1, 1));
  private frame = 0;
  private moveFrame = 0;
  /** The direction that fills the canvas, as long as nobody moved the eye: kept through changes of size. */
  private shown: Vector3 | null = null;
  private requestedMs = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;
  /** Part of the screen's resolution that is drawn: below 1 on machines too slow for a fluent motion. */
  private detail = 1;
  private readonly restDetail: number;
  /** Size of the canvas in CSS pixels. */
  width = 1;
  height = 1;
  /** Called before each drawn frame, once the camera is where it will be. */
  onBeforeDraw: () => void = () => undefined;
  /** Called after each drawn frame: overlays follow the camera. */
  onDrawn: () => void = () => undefined;

  constructor(private readonly canvas: HTMLCanvasElement) {
    const software = drawsInSoftware();
    this.restDetail = software ? SOFTWARE_REST_DETAIL : 1;
    this.renderer = new WebGLRenderer({ canvas, antialias: !software });
    this.renderer.localClippingEnabled = true;
    for (const camera of [this.perspective, this.orthographic]) camera.up.set(0, 0, 1);
    this.camera = this.perspective;
    this.controls = new OrbitControls(this.camera, canvas);
    this.controls.zoomToCursor = true;
    this.controls.enableDamping = false;
    this.controls.addEventListener('change', this.invalidate);
    this.controls.addEventListener('start', () => (this.shown = null));
    this.scene.add(new AmbientLight(0xffffff, 1.4), this.headlight, this.headlight.target);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(canvas.parentElement!);
    this.resize();
    this.view('iso', false);
  }

  /** Draw once at the next frame; calling it many times costs nothing. */
  readonly invalidate = (): void => {
    if (this.frame !== 0) return;
    this.requestedMs = performance.now();
    this.frame = requestAnimationFrame(this.draw);
  };

  private readonly draw = (now?: number): void => {
    this.frame = 0;
    if (now !== undefined) this.adaptDetail(now - this.requestedMs);
    this.placeLightAndDepth();
    this.onBeforeDraw();
    this.renderer.render(this.scene, this.camera);
    this.onDrawn();
  };

  /** A frame that had to wait for the one before lowers the resolution; once nothing has moved for a moment it is drawn in full again. */
  private adaptDetail(waitedMs: number): void {
    this.setDetail(Math.min(1, Math.max(COARSEST, waitedMs > SLOW_FRAME_MS ? this.detail * 0.7 : this.detail)));
    clearTimeout(this.rest);
    if (this.detail < this.restDetail) this.rest = setTimeout(this.refine, REST_MS);
  }

  private readonly refine = (): void => {
    // Another frame is on its way: the motion goes on.
    if (this.frame !== 0) {
      this.rest = setTimeout(this.refine, REST_MS);
      return;
    }
    // A scene that was too heavy to move at full resolution is not drawn finer than that.
    this.setDetail(this.detail < 1 ? 1 : this.restDetail);
    this.draw();
  };

  private setDetail(detail: number): void {
    if (detail === this.detail) return;
    this.detail = detail;
    this.renderer.setPixelRatio(window.devicePixelRatio * detail);
    this.renderer.setSize(this.width, this.height, false);
  }

  /** The light follows the eye; near and far enclose the content, so that depth keeps its precision at any zoom. */
  private placeLightAndDepth(): void {
    const { camera, controls } = this;
    this.headlight.position.copy(camera.position);
    this.headlight.target.position.copy(controls.target);
    const radius = this.box.getSize(new Vector3()).length();
    const distance = camera.position.distanceTo(this.box.getCenter(new Vector3()));
    camera.far = distance + 3 * radius;
    camera.near = camera === this.perspective ? Math.max(camera.far / 20_000, distance - 3 * radius) : -camera.far;
    camera.updateProjectionMatrix();
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.canvas.parentElement!;
    this.width = Math.max(1, clientWidth);
    this.height = Math.max(1, clientHeight);
    this.renderer.setPixelRatio(window.devicePixelRatio * this.detail);
    this.renderer.setSize(this.width, this.height, false);
    this.perspective.aspect = this.width / this.height;
    this.shapeOrthographic((this.orthographic.top - this.orthographic.bottom) / 2 || 1);
    if (this.shown) this.show(this.shown, this.box, false);
    this.invalidate();
  }

  private shapeOrthographic(halfHeight: number): void {
    const halfWidth = (halfHeight * this.width) / this.height;
    Object.assign(this.orthographic, { left: -halfWidth, right: halfWidth, top: halfHeight, bottom: -halfHeight });
    this.orthographic.updateProjectionMatrix();
  }

  /** Micrometres per CSS pixel at the distance of the orbit's centre. */
  get umPerPixel(): number {
    const { orthographic } = this;
    if (this.camera === orthographic) return (orthographic.top - orthographic.bottom) / orthographic.zoom / this.height;
    const distance = this.camera.position.distanceTo(this.controls.target);
    return (2 * distance * TANGENT) / this.height;
  }

  get projection(): Projection {
    return this.camera === this.perspective ? 'perspective' : 'orthographic';
  }

  setProjection(projection: Projection): void {
    if (projection === this.projection) return;
    const visibleHalf = (this.umPerPixel * this.height) / 2;
    const direction = this.camera.position.clone().sub(this.controls.target).normalize();
    const distance = projection === 'perspective' ? visibleHalf / TANGENT : this.parallelDistance;
    this.camera = projection === 'perspective' ? this.perspective : this.orthographic;
    this.orthographic.zoom = 1;
    this.shapeOrthographic(visibleHalf);
    this.camera.position.copy(this.controls.target).addScaledVector(direction, distance);
    this.controls.object = this.camera;
    this.controls.update();
    this.invalidate();
  }

  setBackground(color: string): void {
    this.scene.background = new Color(color);
    this.invalidate();
  }

  /** What `fit` and `view` show, um. */
  setContent(min: readonly [number, number, number], max: readonly [number, number, number]): void {
    this.box.min.set(...min);
    this.box.max.set(...max);
  }

  fit(animate = true): void {
    this.show(this.camera.position.clone().sub(this.controls.target).normalize(), this.box, animate);
  }

  view(preset: ViewPreset, animate = true): void {
    this.show(viewDirection(preset, this.width / this.height), this.box, animate);
  }

  /** Move the eye so that `box`, seen along `direction`, just fills the canvas between the tools above and the legend below. */
  private show(direction: Vector3, box: Box3, animate: boolean): void {
    const right = new Vector3().crossVectors(this.camera.up, direction).normalize();
    const up = new Vector3().crossVectors(direction, right);
    const { target, distance, halfHeight } = framing(box, direction, right, up, this, this.camera === this.perspective);
    const away = this.camera === this.perspective ? distance : this.parallelDistance;
    this.moveTo(target, target.clone().addScaledVector(direction, away), halfHeight, animate);
    this.shown = direction;
  }

  /** In parallel projection the distance does not show, but the eye must be outside everything: pointing starts there. */
  private get parallelDistance(): number {
    return 2 * this.box.getSize(new Vector3()).length();
  }

  private moveTo(target: Vector3, position: Vector3, halfHeight: number, animate: boolean): void {
    cancelAnimationFrame(this.moveFrame);
    const [fromTarget, fromPosition] = [this.controls.target.clone(), this.camera.position.clone()];
    const fromHalf = (this.orthographic.top - this.orthographic.bottom) / (2 * this.orthographic.zoom);
    const place = (part: number): void => {
      this.controls.target.lerpVectors(fromTarget, target, part);
      this.camera.position.lerpVectors(fromPosition, position, part);
      this.orthographic.zoom = 1;
      this.shapeOrthographic(fromHalf + (halfHeight - fromHalf) * part);
      this.controls.update();
      this.invalidate();
    };
    if (!animate || window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
      place(1);
      return;
    }
    const start = performance.now();
    const step = (now: number): void => {
      const part = Math.min(1, (now - start) / MOVE_MS);
      place(part * part * (3 - 2 * part));
      if (part < 1) this.moveFrame = requestAnimationFrame(step);
    };
    this.moveFrame = requestAnimationFrame(step);
  }

  /** Turn about the content, in degrees: left-right about z, up-down towards the poles. */
  orbit(rightDeg: number, upDeg: number): void {
    this.shown = null;
    const offset = this.camera.position.clone().sub(this.controls.target);
    const radius = offset.length();
    const azimuth = Math.atan2(offset.y, offset.x) + (rightDeg * Math.PI) / 180;
    const elevation = Math.min(1.5, Math.max(-1.5, Math.asin(offset.z / radius) + (upDeg * Math.PI) / 180));
    offset.set(Math.cos(elevation) * Math.cos(azimuth), Math.cos(elevation) * Math.sin(azimuth), Math.sin(elevation)).multiplyScalar(radius);
    this.camera.position.copy(this.controls.target).add(offset);
    this.controls.update();
    this.invalidate();
  }

  /** Factor above 1: nearer. */
  zoom(factor: number): void {
    this.shown = null;
    if (this.camera === this.orthographic) this.orthographic.zoom *= factor;
    else this.camera.position.lerp(this.controls.target, 1 - 1 / factor);
    this.controls.update();
    this.invalidate();
  }

  /** CSS pixels in the canvas, and whether the point is before the eye. */
  toScreen(xUm: number, yUm: number, zUm: number): { left: number; top: number; visible: boolean } {
    const point = new Vector3(xUm, yUm, zUm).project(this.camera);
    return { left: ((point.x + 1) / 2) * this.width, top: ((1 - point.y) / 2) * this.height, visible: point.z > -1 && point.z < 1 };
  }

  /** The frame as a PNG at `scale` times the screen's resolution. */
  async toPng(scale = 2): Promise<Blob> {
    const ratio = window.devicePixelRatio;
    this.renderer.setPixelRatio(ratio * scale);
    this.renderer.setSize(this.width, this.height, false);
    this.draw();
    const blob = await new Promise<Blob | null>((resolve) => this.canvas.toBlob(resolve, 'image/png'));
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(this.width, this.height, false);
    this.invalidate();
    if (!blob) throw new Error('The picture of the scene could not be encoded; try a smaller window.');
    return blob;
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    cancelAnimationFrame(this.moveFrame);
    clearTimeout(this.rest);
    this.observer.disconnect();
    this.controls.dispose();
    this.renderer.dispose();
  }
}
