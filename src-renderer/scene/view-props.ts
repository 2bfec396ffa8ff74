// What the 3-D scene and the cross-section both take: the project and results they show, and what links them with the rest.
import type { Theme } from '../../src-model/figures/palette';
import type { Problem } from '../../src-model/problem';
import type { Project } from '../../src-model/project';
import type { FiberTable } from '../../src-model/results';
import type { MeshSection } from '../../src-model/view-data';
import type { ColorBy } from './fiber-colors';
import type { FieldSlice } from './field-slice';
import type { SceneEdit, Selected } from './selection';

export interface ViewProps {
  project: Project;
  /** Placed fibres, with or without results. */
  fibers?: FiberTable | null;
  selection?: Selected | null;
  /** Further things selected with it. */
  others?: readonly Selected[];
  /** `add`: to what is selected already, or away from it. */
  onSelect?: (selected: Selected | null, add?: boolean) => void;
  onSelectMany?: (things: readonly Selected[]) => void;
  /** The user asks for the actions of a thing. */
  onMenu?: (selected: Selected, event: MouseEvent) => void;
  /** What another view points at. */
  hovered?: Selected | null;
  onHover?: (selected: Selected | null) => void;
  /** Absent: nothing can be moved, and clicks go straight to fibres. */
  onEdit?: (edit: SceneEdit) => void;
  /** What they concern is drawn in the colour of errors. */
  problems?: readonly Problem[];
  theme?: Theme;
  /** Bindable. */
  colorBy?: ColorBy;
  /** A sampled potential, drawn as colours. */
  slice?: FieldSlice | null;
  /** Finite elements in a transverse plane, drawn as lines. */
  mesh?: MeshSection | null;
  /** Grid for drags, um; null: none. */
  snapUm?: number | null;
  /** A file was dropped on a fascicle; absent: nothing can be. */
  onDropTable?: (fascicleId: string, file: File) => void;
  /** The user asked for a file of the picture. */
  onExport?: (suggestedName: string, data: string | Uint8Array) => void;
}
