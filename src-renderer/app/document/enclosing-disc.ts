// How much room a shape takes, as a circle around it.
import type { Shape } from '../../../src-model/project';

export interface Disc {
  centerYUm: number;
  centerZUm: number;
  radiusUm: number;
}

/** A circle around a shape. */
export function discOf(shape: Shape): Disc {
  switch (shape.kind) {
    case 'circle': return { centerYUm: shape.centerYUm, centerZUm: shape.centerZUm, radiusUm: shape.diameterUm / 2 };
    case 'ellipse': return { centerYUm: shape.centerYUm, centerZUm: shape.centerZUm, radiusUm: Math.max(shape.diameterYUm, shape.diameterZUm) / 2 };
    case 'polygon': {
      const centerYUm = shape.verticesUm.reduce((sum, [y]) => sum + y, 0) / shape.verticesUm.length;
      const centerZUm = shape.verticesUm.reduce((sum, [, z]) => sum + z, 0) / shape.verticesUm.length;
      return { centerYUm, centerZUm, radiusUm: Math.max(...shape.verticesUm.map(([y, z]) => Math.hypot(y - centerYUm, z - centerZUm))) };
    }
  }
}
