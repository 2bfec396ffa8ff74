// The finite elements where a transverse plane cuts them, as lines.
import { BufferAttribute, BufferGeometry, LineBasicMaterial, LineSegments, type Plane } from 'three';
import type { MeshSection } from '../../../src-model/view-data';

const OPACITY = 0.55;

export class MeshLayer {
  readonly lines = new LineSegments(new BufferGeometry(), new LineBasicMaterial({ transparent: true, opacity: OPACITY, depthWrite: false }));

  constructor() {
    this.lines.frustumCulled = false;
    this.lines.visible = false;
    this.lines.renderOrder = 0.7;
  }

  /** Lines farther than `reachUm` from the nerve's axis are left out: a bath ten times as wide would hide the rest. */
  setSection(section: MeshSection | null, reachUm: number): void {
    this.lines.geometry.dispose();
    this.lines.geometry = new BufferGeometry();
    this.lines.visible = section !== null;
    if (!section) return;
    const { segmentsUm, xUm } = section;
    const positions: number[] = [];
    for (let k = 0; k < segmentsUm.length; k += 4) {
      const [y1, z1, y2, z2] = segmentsUm.subarray(k, k + 4);
      if (Math.min(Math.hypot(y1, z1), Math.hypot(y2, z2)) <= reachUm) positions.push(xUm, y1, z1, xUm, y2, z2);
    }
    this.lines.geometry.setAttribute('position', new BufferAttribute(Float32Array.from(positions), 3));
  }

  style(color: string, clip: Plane[]): void {
    const { material } = this.lines;
    material.color.set(color);
    if ((material.clippingPlanes?.length ?? 0) !== clip.length) material.needsUpdate = true;
    material.clippingPlanes = clip;
  }

  dispose(): void {
    this.lines.geometry.dispose();
    this.lines.material.dispose();
  }
}
