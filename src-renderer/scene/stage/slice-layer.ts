// A sampled potential as a coloured plane across the nerve.
import { DataTexture, DoubleSide, LinearFilter, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace } from 'three';
import { fieldPixels, fieldRange, type FieldSlice } from '../field-slice';

const OPACITY = 0.85;

export class SliceLayer {
  readonly mesh: Mesh<PlaneGeometry, MeshBasicMaterial>;

  constructor() {
    // A unit plane turned to face +x: its u runs along y, its v along z.
    const plane = new PlaneGeometry(1, 1).rotateZ(Math.PI / 2).rotateY(Math.PI / 2);
    this.mesh = new Mesh(plane, new MeshBasicMaterial({ side: DoubleSide, transparent: true, opacity: OPACITY, depthWrite: false }));
    this.mesh.visible = false;
    this.mesh.renderOrder = 0.5;
  }

  setSlice(slice: FieldSlice | null): void {
    const { material } = this.mesh;
    material.map?.dispose();
    material.map = null;
    this.mesh.visible = slice !== null;
    if (!slice) return;
    const texture = new DataTexture(new Uint8Array(fieldPixels(slice, fieldRange(slice)).buffer), slice.columns, slice.rows);
    texture.colorSpace = SRGBColorSpace;
    texture.magFilter = texture.minFilter = LinearFilter;
    texture.needsUpdate = true;
    material.map = texture;
    material.needsUpdate = true;
    this.mesh.position.set(slice.xUm, (slice.minYUm + slice.maxYUm) / 2, (slice.minZUm + slice.maxZUm) / 2);
    this.mesh.scale.set(1, slice.maxYUm - slice.minYUm, slice.maxZUm - slice.minZUm);
  }

  dispose(): void {
    this.mesh.material.map?.dispose();
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
