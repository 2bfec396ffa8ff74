// Another kind of shape that covers the same place, when the user changes the kind.
import type { Shape } from '../../src-model/project';
import { boundingBox, centerOf } from '../../src-model/geometry/shape';

export const SHAPE_TITLES: Readonly<Record<Shape['kind'], string>> = { circle: 'Circle', ellipse: 'Ellipse', polygon: 'Polygon' };

const POLYGON_CORNERS = 12;
const round = (value: number): number => Math.round(value * 100) / 100;

export function convertedShape(shape: Shape, kind: Shape['kind']): Shape {
  if (shape.kind === kind) return shape;
  const [y, z] = centerOf(shape);
  const [centerYUm, centerZUm] = [round(y), round(z)];
  const { widthUm, heightUm, rotationDeg } = extentOf(shape);
  switch (kind) {
    case 'circle': return { kind, centerYUm, centerZUm, diameterUm: round(Math.sqrt(widthUm * heightUm)) };
    case 'ellipse': return { kind, centerYUm, centerZUm, diameterYUm: round(widthUm), diameterZUm: round(heightUm), rotationDeg };
    case 'polygon': {
      const turn = (rotationDeg * Math.PI) / 180;
      const verticesUm = Array.from({ length: POLYGON_CORNERS }, (_, k): [number, number] => {
        const angle = (2 * Math.PI * k) / POLYGON_CORNERS;
        const [along, across] = [(widthUm / 2) * Math.cos(angle), (heightUm / 2) * Math.sin(angle)];
        return [round(y + along * Math.cos(turn) - across * Math.sin(turn)), round(z + along * Math.sin(turn) + across * Math.cos(turn))];
      });
      return { kind, verticesUm };
    }
  }
}

function extentOf(shape: Shape): { widthUm: number; heightUm: number; rotationDeg: number } {
  switch (shape.kind) {
    case 'circle': return { widthUm: shape.diameterUm, heightUm: shape.diameterUm, rotationDeg: 0 };
    case 'ellipse': return { widthUm: shape.diameterYUm, heightUm: shape.diameterZUm, rotationDeg: shape.rotationDeg };
    case 'polygon': {
      const { minYUm, maxYUm, minZUm, maxZUm } = boundingBox(shape);
      return { widthUm: maxYUm - minYUm, heightUm: maxZUm - minZUm, rotationDeg: 0 };
    }
  }
}
