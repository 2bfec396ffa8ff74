// The 3-D scene of a project on a canvas: what is drawn, picked and dragged. The component around it only passes values in and events out.
import { Plane, Raycaster, Vector2, Vector3, type Mesh } from 'three';
import { paletteOf, type Theme } from '../../../src-model/figures/palette';
import type { Project } from '../../../src-model/project';
import type { FiberTable } from '../../../src-model/results';
import type { MeshSection } from '../../../src-model/view-data';
import type { FieldSlice } from '../field-slice';
import { fiberOnRay } from '../fiber-picking';
import { isKept, type Clip } from '../geometry/cut';
import { buildParts, type ScenePart } from '../geometry/parts';
import { contentBox, sceneLengthUm } from '../geometry/extent';
import type { SceneEdit, Selected, Visibility } from '../selection';
import { FiberLayer, type FiberProfile } from './fiber-layer';
import { Gizmo, type GizmoMode } from './gizmo';
import { PartsLayer } from './parts-layer';
import { MeshLayer } from './mesh-layer';
import { SliceLayer } from './slice-layer';
import { Stage } from './stage';

export interface Appearance {
  theme: Theme;
  visibility: Visibility;
  clip: Clip | null;
  selection: Selected | null;
  /** Selected with it. */
  others: readonly Selected[];
  hovered: Selected | null;
  /** Things to show as wrong, as "kind:id". */
  problems: ReadonlySet<string>;
}

export interface Hit {
  owner: Selected;
  title: string;
  /** Row of the fibre table, for fibres. */
  fiber: number | null;
}

/** How far the mesh is drawn, in half widths of what fills the view. */
const MESH_REACH = 1.6;

/** Pointing slack for thin fibres, CSS pixels. */
const PICK_PIXELS = 4;

export class NerveStage {
  readonly stage: Stage;
  private readonly parts = new PartsLayer();
  private readonly fibers = new FiberLayer();
  private readonly slice = new SliceLayer();
  private readonly mesh = new MeshLayer();
  private readonly gizmo: Gizmo;
  private readonly raycaster = new Raycaster();
  private project: Project | null = null;
  private known: { nerve: unknown; fascicles: unknown; electrodes: unknown; fibers: unknown; clip: Clip | null } | null = null;
  private table: FiberTable | null = null;
  private rows = new Map<string, number>();
  private appearance: Appearance | null = null;

  constructor(canvas: HTMLCanvasElement, onEdit: (edit: SceneEdit) => void) {
    this.stage = new Stage(canvas);
    const { scene, controls } = this.stage;
    scene.add(this.parts.group, this.fibers.mesh, this.slice.mesh, this.mesh.lines);
    this.stage.onBeforeDraw = () => {
      const { camera } = this.stage;
      const toEye = camera.position.clone().sub(controls.target);
      this.fibers.setPixelSize(2 / (camera.projectionMatrix.elements[5] * this.stage.height));
      // Looking along the nerve no fibre hides another.
      if (Math.hypot(toEye.y, toEye.z) > 0.02 * Math.abs(toEye.x)) this.fibers.sortFrom(camera.position.y, camera.position.z);
    };
    this.gizmo = new Gizmo(this.stage.camera, canvas, scene, {
      onEdit,
      onDragging: (dragging) => (controls.enabled = !dragging),
      invalidate: this.stage.invalidate,
    });
  }

  get dragging(): boolean {
    return this.gizmo.dragging;
  }

  setProject(project: Project): void {
    this.project = project;
    const box = contentBox(project);
    this.stage.setContent(box.min, box.max);
    this.build();
    this.restyle();
  }

  /** Solids are made anew when something that they show has changed: a run's progress or a weight is not. */
  private build(): void {
    if (!this.project) return;
    const { nerve, fascicles, electrodes, fibers } = this.project;
    const clip = this.appearance?.clip ?? null;
    const { known } = this;
    if (known && known.nerve === nerve && known.fascicles === fascicles && known.electrodes === electrodes && known.fibers === fibers && known.clip === clip) return;
    this.known = { nerve, fascicles, electrodes, fibers, clip };
    this.parts.setParts(buildParts(this.project, clip));
  }

  setFibers(table: FiberTable | null, rgb: Uint8Array | null): void {
    if (table !== this.table) {
      this.table = table;
      this.rows = new Map(table?.ids.map((id, row) => [id, row]));
      this.fibers.setFibers(table);
    }
    if (rgb) this.fibers.setColors(rgb);
    this.restyle();
  }

  setProfile(profile: FiberProfile | null): void {
    this.fibers.setProfile(profile);
    this.stage.invalidate();
  }

  setSlice(slice: FieldSlice | null): void {
    this.slice.setSlice(slice);
    this.stage.invalidate();
  }

  setMesh(mesh: MeshSection | null): void {
    this.mesh.setSection(mesh, this.project ? MESH_REACH * contentBox(this.project).max[1] : 0);
    this.stage.invalidate();
  }

  setAppearance(appearance: Appearance): void {
    this.appearance = appearance;
    this.stage.setBackground(paletteOf(appearance.theme).background);
    this.build();
    this.restyle();
  }

  /** Put the handles for `mode` on the selection; null: none. */
  setGizmo(project: Project, mode: GizmoMode | null, snapUm: number | null): void {
    this.gizmo.setSnap(snapUm);
    this.gizmo.setCamera(this.stage.camera);
    const { selection = null, others = [] } = this.appearance ?? {};
    this.gizmo.update(project, mode === null || !selection ? [] : [selection, ...others], mode ?? 'move');
    this.stage.invalidate();
  }

  private restyle(): void {
    if (!this.appearance || !this.project) return;
    const { theme, visibility, selection, others, hovered, problems, clip } = this.appearance;
    const palette = paletteOf(theme);
    const lengthUm = sceneLengthUm(this.project);
    const planes = clip ? [clipPlane(clip)] : [];
    this.parts.style(palette, visibility, selection ? [selection, ...others] : [], hovered, problems);
    this.mesh.style(palette.text, planes);
    // Fibres are cut across by shortening them, so that their cut faces stay closed.
    const [startX, endX] = this.visibleExtent(this.project, this.appearance);
    this.fibers.setExtent(startX, endX, lengthUm);
    this.fibers.style(visibility.fibers, this.rowOf(selection), this.rowOf(hovered), palette.selection, clip);
    this.stage.invalidate();
  }

  private rowOf(selected: Selected | null): number {
    return selected?.kind === 'fiber' ? this.rows.get(selected.id) ?? -1 : -1;
  }

  /** What lies under a point of the canvas (CSS pixels): fibres first, then electrodes, fascicles and the nerve. */
  pick(left: number, top: number): Hit | null {
    return this.pickFiber(left, top) ?? this.pickBody(left, top);
  }

  private aim(left: number, top: number): void {
    const { stage } = this;
    stage.camera.updateMatrixWorld();
    this.raycaster.setFromCamera(new Vector2((2 * left) / stage.width - 1, 1 - (2 * top) / stage.height), stage.camera);
  }

  private pickFiber(left: number, top: number): Hit | null {
    const { stage, appearance, table, project } = this;
    if (!appearance || !project || !table || appearance.visibility.fibers === 0 || this.gizmo.pointedAt) return null;
    this.aim(left, top);
    const { origin, direction } = this.raycaster.ray;
    const perspective = stage.projection === 'perspective';
    const perPixel = stage.umPerPixel / (perspective ? stage.camera.position.distanceTo(stage.controls.target) : 1);
    const [startX, endX] = this.visibleExtent(project, appearance);
    const { clip } = appearance;
    const hit = fiberOnRay(table, { origin: origin.toArray(), direction: direction.toArray() }, startX, endX,
      (distance) => PICK_PIXELS * 0.5 * perPixel * (perspective ? distance : 1),
      clip && clip.axis !== 'x' ? (k) => isKept(clip, [0, table.yUm[k], table.zUm[k]]) : undefined);
    if (!hit) return null;
    const id = table.ids[hit.fiber];
    return { owner: { kind: 'fiber', id }, title: `fibre ${id}`, fiber: hit.fiber };
  }

  /** Like `pick`, but through the fibres. */
  pickBody(left: number, top: number): Hit | null {
    const { appearance } = this;
    if (!appearance || this.gizmo.pointedAt) return null;
    this.aim(left, top);
    for (const { meshes } of this.parts.pickable(appearance.visibility)) {
      const [hit] = this.raycaster.intersectObjects<Mesh>(meshes, false);
      const part = hit?.object.userData.part as ScenePart | undefined;
      if (part?.owner) return { owner: part.owner, title: part.title, fiber: null };
    }
    return null;
  }

  /** Fascicle under a point of the canvas, whatever lies before it; its id. */
  pickFascicle(left: number, top: number): string | null {
    this.aim(left, top);
    const [hit] = this.raycaster.intersectObjects<Mesh>(this.parts.meshesOf('fascicles'), false);
    return (hit?.object.userData.part as ScenePart | undefined)?.owner?.id ?? null;
  }

  private visibleExtent(project: Project, { clip }: Appearance): [startX: number, endX: number] {
    const lengthUm = sceneLengthUm(project);
    return clip?.axis === 'x' ? visibleRange(clip, lengthUm) : [0, lengthUm];
  }

  dispose(): void {
    this.gizmo.dispose();
    this.parts.dispose();
    this.fibers.dispose();
    this.slice.dispose();
    this.mesh.dispose();
    this.stage.dispose();
  }
}

function clipPlane({ axis, atUm, keep }: Clip): Plane {
  const sign = keep === 'below' ? -1 : 1;
  const normal = new Vector3(axis === 'x' ? sign : 0, axis === 'y' ? sign : 0, axis === 'z' ? sign : 0);
  return new Plane(normal, -sign * atUm);
}

function visibleRange({ atUm, keep }: Clip, lengthUm: number): [startX: number, endX: number] {
  const at = Math.min(lengthUm, Math.max(0, atUm));
  return keep === 'below' ? [0, at] : [at, lengthUm];
}
