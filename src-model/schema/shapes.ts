// Outlines in the transverse plane.
import { z } from 'zod';
import { positive, quantity } from './fields';
import { NEUTRAL } from './sources';

const centerYUm = quantity({ title: 'Centre y', description: 'Transverse position of the centre.', unit: 'um' });
const centerZUm = quantity({ title: 'Centre z', description: 'Transverse position of the centre.', unit: 'um' });

export const circleSchema = z.object({
  kind: z.literal('circle'),
  centerYUm,
  centerZUm,
  diameterUm: positive({ title: 'Diameter', description: 'Outer diameter of the circle.', unit: 'um' }),
});
export const ellipseSchema = z.object({
  kind: z.literal('ellipse'),
  centerYUm,
  centerZUm,
  diameterYUm: positive({ title: 'Diameter along y', description: 'Full axis that points along y when the rotation is 0.', unit: 'um' }),
  diameterZUm: positive({ title: 'Diameter along z', description: 'Full axis that points along z when the rotation is 0.', unit: 'um' }),
  rotationDeg: quantity({ title: 'Rotation', description: 'Counter-clockwise turn, seen with y to the right and z up.', unit: 'deg', source: NEUTRAL }).default(0),
});
export const polygonSchema = z.object({
  kind: z.literal('polygon'),
  verticesUm: z.array(z.tuple([z.number(), z.number()])).min(3).meta({
    title: 'Vertices', description: 'Corners (y, z) of a simple polygon, in order, not repeated at the end.', unit: 'um' }),
});
export const shapeSchema = z.discriminatedUnion('kind', [circleSchema, ellipseSchema, polygonSchema])
  .meta({ title: 'Shape', description: 'Outline in the transverse plane: a circle, an ellipse or a polygon.' });

export type Circle = z.infer<typeof circleSchema>;
export type Ellipse = z.infer<typeof ellipseSchema>;
export type Polygon = z.infer<typeof polygonSchema>;
export type Shape = z.infer<typeof shapeSchema>;
