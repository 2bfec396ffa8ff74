// The solids of the scene as three.js meshes: colour, opacity, outline and highlight per domain.
import { BufferAttribute, BufferGeometry, DoubleSide, FrontSide, Group, LineBasicMaterial, LineSegments, Mesh, MeshBasicMaterial, MeshLambertMaterial, type Material } from 'three';
import type { Palette } from '../../../src-model/figures/palette';
import type { ScenePart } from '../geometry/parts';
import { sameSelection, type Domain, type Selected, type Visibility } from '../selection';

/** Nearer to the viewer's interest wins over nearer to the eye: the nerve encloses everything else. */
const PICK_ORDER: readonly Domain[] = ['electrodes', 'fascicles', 'insulators', 'nerve'];
/** Transparent hulls are drawn from the inside out. */
const DRAW_ORDER: Record<Domain, number> = { fibers: 0, electrodes: 0, perineurium: 1, fascicles: 1, insulators: 2, nerve: 3, bath: 4 };
/** End and cut faces lie in one plane: what is inside shows before what encloses it. */
const DEPTH_OFFSET: Record<Domain, number> = { fibers: 0, electrodes: 0, perineurium: 1, fascicles: 1, insulators: 2, nerve: 2, bath: 3 };
const GHOST_ORDER = 5;
const GHOST_OPACITY = 0.3;

interface Drawn {
  part: ScenePart;
  mesh: Mesh<BufferGeometry, MeshLambertMaterial>;
  lines: LineSegments<BufferGeometry, LineBasicMaterial>;
  /** Electrodes shine through whatever hides them. */
  ghost: Mesh<BufferGeometry, MeshBasicMaterial> | null;
}

export class PartsLayer {
  readonly group = new Group();
  private drawn: Drawn[] = [];

  /** Replace all solids. */
  setParts(parts: readonly ScenePart[]): void {
    this.dispose();
    this.drawn = parts.map((part) => this.create(part));
  }

  private create(part: ScenePart): Drawn {
    const { positions, normals, indices, edges } = part.solid;
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(positions, 3));
    geometry.setAttribute('normal', new BufferAttribute(normals, 3));
    geometry.setIndex(new BufferAttribute(indices, 1));
    const offset = DEPTH_OFFSET[part.domain];
    const mesh = new Mesh(geometry, new MeshLambertMaterial({ polygonOffset: offset > 0, polygonOffsetFactor: offset, polygonOffsetUnits: 4 * offset }));
    mesh.userData.part = part;
    const lines = new LineSegments(new BufferGeometry().setAttribute('position', new BufferAttribute(edges, 3)), new LineBasicMaterial());
    mesh.renderOrder = lines.renderOrder = DRAW_ORDER[part.domain];
    this.group.add(mesh, lines);
    if (part.domain !== 'electrodes') return { part, mesh, lines, ghost: null };
    const ghost = new Mesh(geometry, new MeshBasicMaterial({ transparent: true, depthTest: false, depthWrite: false }));
    ghost.renderOrder = GHOST_ORDER;
    this.group.add(ghost);
    return { part, mesh, lines, ghost };
  }

  private remove({ mesh, lines, ghost }: Drawn): void {
    for (const object of ghost ? [mesh, lines, ghost] : [mesh, lines]) {
      this.group.remove(object);
      object.geometry.dispose();
      object.material.dispose();
    }
  }

  style(palette: Palette, visibility: Visibility, selected: readonly Selected[], hovered: Selected | null, problems: ReadonlySet<string>): void {
    const fills: Record<Domain, string> = {
      bath: palette.bath, nerve: palette.nerve, fascicles: palette.fascicle, perineurium: palette.perineurium,
      electrodes: palette.electrode, insulators: palette.insulator, fibers: palette.notRecruited,
    };
    for (const { part, mesh, lines, ghost } of this.drawn) {
      const { domain, owner } = part;
      const isSelected = owner !== null && selected.some((each) => sameSelection(each, owner));
      const pointedAt = sameSelection(owner, hovered) && owner !== null;
      const wrong = owner !== null && problems.has(`${owner.kind}:${owner.id}`);
      const opacity = visibility[domain];
      const accent = wrong ? palette.problem : isSelected || pointedAt ? palette.selection : null;
      const solid = opacity >= 0.999;
      mesh.visible = opacity > 0;
      mesh.material.color.set(wrong ? palette.problem : fills[domain]);
      mesh.material.emissive.set(isSelected || pointedAt ? palette.selection : '#000000');
      mesh.material.emissiveIntensity = isSelected ? 0.35 : 0.18;
      set(mesh.material, solid ? 1 : isSelected && domain !== 'nerve' ? Math.min(1, opacity + 0.15) : opacity);
      mesh.material.side = solid ? FrontSide : DoubleSide;
      if (ghost) {
        ghost.visible = mesh.visible;
        ghost.material.color.set(accent ?? fills[domain]);
        set(ghost.material, GHOST_OPACITY * opacity);
      }
      // The outline of a fascicle is its perineurium.
      const lineOpacity = domain === 'fascicles' ? visibility.perineurium : domain === 'electrodes' || domain === 'insulators' ? 0.45 * opacity : Math.min(1, 4 * opacity);
      lines.visible = lineOpacity > 0;
      lines.material.color.set(accent ?? (domain === 'fascicles' ? palette.perineurium : domain === 'electrodes' ? palette.electrodeLine : palette.nerveLine));
      set(lines.material, accent ? 1 : lineOpacity);
    }
  }

  /** Meshes that can be clicked, most wanted domain first. */
  pickable(visibility: Visibility): { domain: Domain; meshes: Mesh[] }[] {
    return PICK_ORDER.filter((domain) => visibility[domain] > 0).map((domain) => ({ domain, meshes: this.meshesOf(domain) }));
  }

  /** Those that belong to something. */
  meshesOf(domain: Domain): Mesh[] {
    return this.drawn.filter(({ part }) => part.domain === domain && part.owner !== null).map(({ mesh }) => mesh);
  }

  dispose(): void {
    this.drawn.forEach((drawn) => this.remove(drawn));
    this.drawn = [];
  }
}

function set(material: Material, opacity: number): void {
  const transparent = opacity < 0.999;
  if (material.transparent !== transparent) material.needsUpdate = true;
  material.transparent = transparent;
  material.opacity = opacity;
  material.depthWrite = !transparent;
}
