// Handles on the selected thing: move, turn or resize it with the mouse. Turns drags into edits of the project.
import { Object3D, Vector3, type Camera } from 'three';
import { TransformControls } from 'three/addons/controls/TransformControls.js';
import { AXIS_COLORS } from '../../../src-model/figures/palette';
import type { Project } from '../../../src-model/project';
import { groupLabel, movedTogether } from '../group-edits';
import { placementOf, resized, turnedBy, type Placement } from '../item-edits';
import type { SceneEdit, Selected } from '../selection';

export type GizmoMode = 'move' | 'turn' | 'resize';

const TURN_SNAP_DEG = 5;
/** x of the direction of sight from which on a turn about x is seen from the front. */
const SEEN_ALONG_X = 0.999;
const VERBS: Record<GizmoMode, string> = { move: 'Move', turn: 'Turn', resize: 'Resize' };

interface Drag {
  project: Project;
  /** The one with the handles first. */
  group: readonly Selected[];
  mode: GizmoMode;
}

export class Gizmo {
  readonly helper: Object3D;
  private readonly controls: TransformControls;
  private readonly proxy = new Object3D();
  private group: readonly Selected[] = [];
  private project: Project | null = null;
  private mode: GizmoMode = 'move';
  private drag: Drag | null = null;
  private start = { x: 0, y: 0, z: 0 };

  constructor(camera: Camera, canvas: HTMLElement, private readonly parent: Object3D, private readonly events: {
    onEdit: (edit: SceneEdit) => void;
    onDragging: (dragging: boolean) => void;
    invalidate: () => void;
  }) {
    this.controls = new TransformControls(camera, canvas);
    this.controls.size = 0.8;
    this.controls.setColors(AXIS_COLORS.x, AXIS_COLORS.y, AXIS_COLORS.z, AXIS_COLORS.active);
    this.helper = this.controls.getHelper();
    parent.add(this.proxy, this.helper);
    this.controls.addEventListener('change', events.invalidate);
    // A drag is measured on a plane that turns with the handle: it must have turned before the press, however slowly frames are drawn.
    for (const change of ['axis-changed', 'mode-changed'] as const) this.controls.addEventListener(change, () => this.helper.updateMatrixWorld(true));
    this.controls.addEventListener('mouseDown', () => this.begin());
    this.controls.addEventListener('objectChange', () => this.send('change'));
    this.controls.addEventListener('mouseUp', () => this.end());
    window.addEventListener('keydown', this.onKey, true);
  }

  get dragging(): boolean {
    return this.drag !== null;
  }

  /** Whether the pointer is over a handle: a click there selects nothing else. */
  get pointedAt(): boolean {
    return this.controls.axis !== null;
  }

  setCamera(camera: Camera): void {
    this.controls.camera = camera;
  }

  setSnap(snapUm: number | null): void {
    this.controls.setTranslationSnap(snapUm);
    this.controls.setRotationSnap(snapUm === null ? null : (TURN_SNAP_DEG * Math.PI) / 180);
  }

  /** Put the handles on the selection; without one, or where nothing can be done in this mode, they vanish. */
  update(project: Project, group: readonly Selected[], mode: GizmoMode): void {
    this.project = project;
    if (this.drag) return;
    this.group = group;
    this.mode = mode;
    const [selected] = group;
    const placement = selected ? placementOf(project, selected) : null;
    if (!placement || !this.showHandles(placement)) {
      this.controls.detach();
      return;
    }
    this.proxy.position.set(...placement.at);
    this.proxy.rotation.set(0, 0, 0);
    this.proxy.scale.set(1, 1, 1);
    this.proxy.updateMatrixWorld();
    this.controls.attach(this.proxy);
    this.helper.updateMatrixWorld(true);
  }

  private showHandles({ moves, turns, resizes }: Placement): boolean {
    const { controls, mode } = this;
    controls.setMode(mode === 'move' ? 'translate' : mode === 'turn' ? 'rotate' : 'scale');
    const resizesX = resizes && this.group[0]?.kind !== 'fascicle';
    const cuff = resizes && moves.x && !moves.y;
    controls.showX = mode === 'move' ? moves.x : mode === 'turn' ? turns : resizesX;
    controls.showY = mode === 'move' ? moves.y : mode === 'resize' && resizes && !cuff;
    controls.showZ = mode === 'move' ? moves.z : mode === 'resize' && resizes && !cuff;
    return controls.showX || controls.showY || controls.showZ;
  }

  private begin(): void {
    if (!this.project || this.group.length === 0) return;
    this.drag = { project: this.project, group: this.group, mode: this.mode };
    const { x, y, z } = this.proxy.position;
    this.start = { x, y, z };
    this.events.onDragging(true);
    this.send('begin');
  }

  private end(): void {
    if (!this.drag) return;
    this.send('end');
    this.drag = null;
    this.events.onDragging(false);
    if (this.project) this.update(this.project, this.group, this.mode);
  }

  private send(phase: SceneEdit['phase']): void {
    if (!this.drag) return;
    const { project, group, mode } = this.drag;
    const [selected] = group;
    const { position, scale } = this.proxy;
    const changes = phase === 'begin' ? []
      : mode === 'move' ? movedTogether(project, group, position.x - this.start.x, position.y - this.start.y, position.z - this.start.z)
      : mode === 'turn' ? turnedBy(project, selected, (this.turnRad() * 180) / Math.PI)
      : resized(project, selected, Math.abs(scale.x), Math.abs(scale.y), Math.abs(scale.z));
    this.events.onEdit({ label: groupLabel(VERBS[mode], mode === 'move' ? group : [selected]), phase, changes });
  }

  /**
   * The turn about x so far. Seen along x, the controls take it from the direction of a vector that is nothing but rounding errors;
   * there it is the angle that the pointer has gone about the middle.
   */
  private turnRad(): number {
    const { camera, rotationSnap } = this.controls;
    // Places of the pointer from the middle, at the press and now; left out of the type declarations.
    const { pointStart, pointEnd } = this.controls as unknown as { pointStart: Vector3; pointEnd: Vector3 };
    if (Math.abs(camera.getWorldDirection(new Vector3()).x) < SEEN_ALONG_X) return this.proxy.rotation.x;
    const angle = Math.atan2(pointStart.y * pointEnd.z - pointStart.z * pointEnd.y, pointStart.y * pointEnd.y + pointStart.z * pointEnd.z);
    const turn = rotationSnap === null ? angle : Math.round(angle / rotationSnap) * rotationSnap;
    this.proxy.rotation.set(turn, 0, 0);
    return turn;
  }

  /** Escape takes a drag back. */
  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.drag) return;
    event.stopPropagation();
    this.controls.reset();
    this.controls.pointerUp(null);
    this.end();
  };

  dispose(): void {
    window.removeEventListener('keydown', this.onKey, true);
    this.controls.detach();
    this.controls.dispose();
    this.parent.remove(this.proxy, this.helper);
  }
}
