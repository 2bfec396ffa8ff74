// Discs in the plane, sorted into square cells so that neighbours are found without looking at all of them.

/** Each disc is listed in every cell that its bounding square touches: small and large discs cost what their size deserves. */
export class DiscGrid {
  private readonly cellUm: number;
  private readonly cells = new Map<number, number[]>();
  private readonly y: number[] = [];
  private readonly z: number[] = [];
  private readonly radius: number[] = [];

  /** `cellUm`: side of a cell; about the mean distance of neighbours. */
  constructor(cellUm: number) {
    this.cellUm = cellUm;
  }

  /** Whether a disc keeps a gap of at least `spacingUm` to all others. */
  isFree(y: number, z: number, radius: number, spacingUm: number): boolean {
    const reach = radius + spacingUm;
    return !this.someCell(y, z, reach, (members) => members.some((k) => {
      const dy = y - this.y[k];
      const dz = z - this.z[k];
      return dy * dy + dz * dz < (reach + this.radius[k]) ** 2;
    }));
  }

  add(y: number, z: number, radius: number): void {
    const index = this.y.length;
    this.y.push(y);
    this.z.push(z);
    this.radius.push(radius);
    this.someCell(y, z, radius, (members) => {
      members.push(index);
      return false;
    }, true);
  }

  private someCell(y: number, z: number, reach: number, visit: (members: number[]) => boolean, create = false): boolean {
    const lastRow = Math.floor((z + reach) / this.cellUm);
    const lastColumn = Math.floor((y + reach) / this.cellUm);
    for (let row = Math.floor((z - reach) / this.cellUm); row <= lastRow; row++) {
      for (let column = Math.floor((y - reach) / this.cellUm); column <= lastColumn; column++) {
        const key = row * 2 ** 26 + column;
        let members = this.cells.get(key);
        if (!members && create) this.cells.set(key, (members = []));
        if (members && visit(members)) return true;
      }
    }
    return false;
  }
}
